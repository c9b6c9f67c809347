package io.diction.jobs;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Task data as JSON: the scheduler's default is Java serialization, its own JSON needs Jackson 2.
 */
final class JacksonSerializer implements Serializer {
  private static final byte[] NOTHING = "null".getBytes(StandardCharsets.US_ASCII);

  private final JsonMapper mapper = JsonMapper.builder().build();

  @Override
  public byte[] serialize(@Nullable Object data) {
    return mapper.writeValueAsBytes(data);
  }

  @Override
  public <T> T deserialize(Class<T> type, byte @Nullable [] serialized) {
    return mapper.readValue(serialized == null ? NOTHING : serialized, type);
  }
}
