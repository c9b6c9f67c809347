package io.diction.speech;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** JSON files whose bytes depend on their content alone. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

  private static final ObjectWriter WRITER =
      MAPPER
          .writer()
          .with(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES));

  /** Manifests and reports are small; anything larger is something else. */
  private static final long MAX_BYTES = 16 << 20;

  private Json() {}

  /** Indented, with a line feed at the end. */
  public static String text(Object value) {
    return WRITER.writeValueAsString(value) + "\n";
  }

  /** {@link #text} in UTF-8. */
  public static byte[] bytes(Object value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @throws FormatException when the file is not the JSON of such a value
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (Files.size(file) > MAX_BYTES) {
      throw new FormatException(name, "", "larger than " + MAX_BYTES + " bytes");
    }
    return read(Files.readAllBytes(file), name, type);
  }

  /**
   * @param name of the file, for messages
   * @throws FormatException when the bytes are not the JSON of such a value
   */
  public static <T> T read(byte[] bytes, String name, Class<T> type) {
    try {
      T value = MAPPER.readValue(bytes, type);
      if (value == null) {
        throw new FormatException(name, "", "holds nothing");
      }
      return value;
    } catch (JacksonException e) {
      throw new FormatException(name, "", "not the expected JSON", e);
    }
  }
}
