package io.diction.api.answer;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the JSON of requests: handlers take a {@link Body}; a long list is read entry by entry. One
 * comma too many at the end of an object or list is let pass, as public examples have it.
 */
@Component
public class BodyReader implements HandlerMethodArgumentResolver {
  private static final int LARGEST = 1024 * 1024;
  private static final int LARGEST_LIST = 8 * 1024 * 1024;
  private static final MediaType MERGE_PATCH = MediaType.valueOf("application/merge-patch+json");
  private static final MediaType ANY_JSON = MediaType.valueOf("application/*+json");

  private final JsonMapper json =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

  /** Others come behind each. */
  private final JsonMapper entries =
      json.rebuild().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Body.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders) {
    HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
    if (request == null) {
      throw new IllegalStateException("no request of a servlet");
    }
    boolean merging = MERGE_PATCH.equalsTypeAndSubtype(requireJson(request));
    JsonNode body = read(request);
    if (body instanceof ObjectNode object) {
      return Body.of(object, merging);
    }
    throw ApiError.invalid(DetailCode.INVALID_PAYLOAD, "The body has to be an object.");
  }

  /** Gives away the entries of the list that a body is, one after the other as they come. */
  public void each(HttpServletRequest request, Consumer<JsonNode> entry) throws IOException {
    requireJson(request);
    InputStream bytes = new Limited(request.getInputStream());
    try (JsonParser parser = json.createParser(bytes)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw ApiError.invalid(DetailCode.EMPTY_REQUEST, "The request has no body.");
      }
      if (first != JsonToken.START_ARRAY) {
        throw ApiError.invalid(DetailCode.INVALID_PAYLOAD, "The body has to be a list.");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        entry.accept(entries.readTree(parser));
      }
      if (parser.nextToken() != null) {
        throw ApiError.invalid(
            DetailCode.INVALID_REQUEST_BODY_FORMAT, "The body goes on behind its end.");
      }
    } catch (JacksonException malformed) {
      throw malformed(malformed);
    }
  }

  /** Refuses what is longer than a list may be. */
  private static final class Limited extends FilterInputStream {
    private long left = LARGEST_LIST;

    Limited(InputStream bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) {
      left -= read;
      if (left < 0) {
        throw ApiErrors.tooLarge();
      }
    }
  }

  /** The JSON in a text that came otherwise than as a body. */
  public JsonNode parse(String text) {
    try {
      return json.readTree(text);
    } catch (JacksonException malformed) {
      throw malformed(malformed);
    }
  }

  private static MediaType requireJson(HttpServletRequest request) {
    String named = request.getContentType();
    if (named == null) {
      return MediaType.APPLICATION_JSON;
    }
    try {
      MediaType type = MediaType.parseMediaType(named);
      if (MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type) || ANY_JSON.includes(type)) {
        return type;
      }
    } catch (InvalidMediaTypeException none) {
      // Said below.
    }
    throw ApiError.of(
        ApiCode.UNSUPPORTED_MEDIA_TYPE, "The body has to be of the type application/json.");
  }

  private JsonNode read(HttpServletRequest request) {
    byte[] bytes;
    try {
      bytes = request.getInputStream().readNBytes(LARGEST + 1);
    } catch (IOException broken) {
      throw ApiError.invalid(
          DetailCode.INVALID_REQUEST_BODY_FORMAT, "The body broke off before its end.");
    }
    if (bytes.length > LARGEST) {
      throw ApiErrors.tooLarge();
    }
    String text = decoded(bytes);
    if (text.isBlank()) {
      throw ApiError.invalid(DetailCode.EMPTY_REQUEST, "The request has no body.");
    }
    return parse(text);
  }

  private static String decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException malformed) {
      throw ApiError.invalid(
          DetailCode.INVALID_REQUEST_BODY_FORMAT, "The body has to be JSON in UTF-8.");
    }
  }

  private static ApiError malformed(JacksonException problem) {
    TokenStreamLocation place = problem.getLocation();
    return ApiError.invalid(
        DetailCode.INVALID_REQUEST_BODY_FORMAT,
        place == null
            ? "The body is no JSON."
            : "The body is no JSON: line %d, column %d."
                .formatted(place.getLineNr(), place.getColumnNr()));
  }
}
