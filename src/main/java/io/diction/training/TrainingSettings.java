package io.diction.training;

import jakarta.validation.constraints.Positive;
import java.nio.file.Path;
import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Trainings and their results. How many run at once is {@code diction.jobs.parallel.training}.
 *
 * @param folder where trainings under way keep their files
 * @param cache where trained models are unpacked for use; may be emptied while Diction is stopped
 * @param loadedModels how many trained models stay in memory
 * @param versionLife how long a version recognises, from its creation on
 */
@ConfigurationProperties("diction.training")
@Validated
record TrainingSettings(
    Path folder,
    Path cache,
    @DefaultValue("4") @Positive int loadedModels,
    @DefaultValue("2y") Period versionLife) {}
