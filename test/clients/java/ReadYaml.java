import com.google.gson.GsonBuilder;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.Yaml;

/** Prints the documents of each YAML file named on the command line: a line of JSON for a file. */
public final class ReadYaml {
  public static void main(String[] names) throws Exception {
    for (String name : names) {
      try (Reader file = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
        List<Object> documents = new ArrayList<>();
        new Yaml().loadAll(file).forEach(documents::add);
        System.out.println(new GsonBuilder().serializeNulls().create().toJson(documents));
      }
    }
  }
}
