import org.openapitools.client.ApiClient;
import org.openapitools.client.JSON;

/** What differs between the libraries, in the way of okhttp-gson. */
final class Library {
  static ApiClient connect(String url, String key) {
    ApiClient client = new ApiClient().setBasePath(url);
    client.setApiKey(key);
    return client;
  }

  static <T> T read(String json, Class<T> type) {
    return JSON.deserialize(json, type);
  }
}
