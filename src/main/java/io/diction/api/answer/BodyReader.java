package io.diction.api.answer;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the JSON of requests: handlers take a {@link Body}, or an {@link ArrayNode} where a list is
 * sent. One comma too many at the end of an object or list is let pass, as public examples have it.
 */
@Component
public class BodyReader implements HandlerMethodArgumentResolver {
  private static final int LARGEST = 8 * 1024 * 1024;
  private static final MediaType MERGE_PATCH = MediaType.valueOf("application/merge-patch+json");
  private static final MediaType ANY_JSON = MediaType.valueOf("application/*+json");

  private final JsonMapper json =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Body.class
        || parameter.getParameterType() == ArrayNode.class;
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
    if (parameter.getParameterType() == ArrayNode.class) {
      return body instanceof ArrayNode list ? list : refuse("The body has to be a list.");
    }
    return body instanceof ObjectNode object
        ? Body.of(object, merging)
        : refuse("The body has to be an object.");
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

  private static Object refuse(String message) {
    throw ApiError.invalid(DetailCode.INVALID_PAYLOAD, message);
  }
}
