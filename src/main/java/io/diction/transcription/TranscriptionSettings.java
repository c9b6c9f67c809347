package io.diction.transcription;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of sessions. How many run at once is {@code diction.jobs.parallel.transcription}.
 *
 * @param maxRecording largest recording taken
 * @param recordings most recordings that one start takes
 */
@ConfigurationProperties("diction.transcription")
@Validated
record TranscriptionSettings(
    @DefaultValue("2GB") @NotNull DataSize maxRecording,
    @DefaultValue("50") @Positive int recordings) {}
