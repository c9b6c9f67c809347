package io.diction.transcription;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of sessions. How many run at once is {@code diction.jobs.parallel.transcription}.
 *
 * @param maxRecording largest recording taken
 */
@ConfigurationProperties("diction.transcription")
@Validated
record TranscriptionSettings(@DefaultValue("2GB") @NotNull DataSize maxRecording) {}
