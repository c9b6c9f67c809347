package io.diction.catalog;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Base models.
 *
 * @param packs where language packs are installed; {@code diction.jar pack install} puts them there
 * @param cache where the built-in one is unpacked when somebody asks for its files
 */
@ConfigurationProperties("diction.catalog")
@Validated
record CatalogSettings(Path packs, Path cache) {}
