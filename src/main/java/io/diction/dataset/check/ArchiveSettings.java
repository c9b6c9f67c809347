package io.diction.dataset.check;

import io.diction.speech.corpus.CorpusLimits;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What an archive may hold.
 *
 * @param files most files
 * @param unpacked most bytes when unpacked
 * @param ratio most times that a file may grow when unpacked; small ones may always
 * @param depth most folders within each other
 */
@ConfigurationProperties("diction.dataset.archive")
@Validated
record ArchiveSettings(
    @DefaultValue("1000000") @Positive int files,
    @DefaultValue("40GB") DataSize unpacked,
    @DefaultValue("200") @Positive int ratio,
    @DefaultValue("10") @Positive int depth)
    implements ArchiveLimits {
  /** With what is read of a text the same everywhere. */
  @Override
  public CorpusLimits limits() {
    return CorpusLimits.DEFAULT
        .withEntries(files)
        .withTotalBytes(unpacked.toBytes())
        .withShape(ratio, depth);
  }
}
