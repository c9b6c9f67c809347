package io.diction.modelfile;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the key is that signs.
 *
 * @param keys folder of the installation's keys
 */
@ConfigurationProperties("diction.account")
record SigningSettings(Path keys) {}
