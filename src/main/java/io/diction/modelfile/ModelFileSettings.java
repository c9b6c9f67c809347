package io.diction.modelfile;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Models as files.
 *
 * @param trusted fingerprints of other installations whose models are taken in without a question
 */
@ConfigurationProperties("diction.model-file")
record ModelFileSettings(@DefaultValue List<String> trusted) {
  ModelFileSettings {
    trusted = trusted.stream().map(Fingerprints::plain).toList();
    for (String one : trusted) {
      if (!one.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "diction.model-file.trusted names '%s': a fingerprint has 64 hexadecimal digits"
                .formatted(one));
      }
    }
  }
}
