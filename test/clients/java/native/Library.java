import org.openapitools.client.ApiClient;

/** What differs between the libraries, in the way of native. */
final class Library {
  static ApiClient connect(String url, String key) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(url);
    client.setRequestInterceptor(request -> request.header("X-API-Key", key));
    return client;
  }

  static <T> T read(String json, Class<T> type) throws Exception {
    return ApiClient.createDefaultObjectMapper().readValue(json, type);
  }
}
