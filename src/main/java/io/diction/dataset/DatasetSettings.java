package io.diction.dataset;

import io.diction.custommodel.UploadLimits;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What may be uploaded.
 *
 * @param files most files of one upload
 * @param folderFiles most files of folders that are uploaded together
 * @param largestFile a file of exactly this size passes
 * @param textTotal of a model; with more of it reports warn, as other services take no more
 * @param parallelValidations how many datasets are validated at once
 */
@ConfigurationProperties("diction.dataset")
@Validated
record DatasetSettings(
    @DefaultValue("10") @Positive int files,
    @DefaultValue("1000000") @Positive int folderFiles,
    @DefaultValue("10GB") DataSize largestFile,
    @DefaultValue("1536MB") DataSize textTotal,
    @DefaultValue("2") @Positive int parallelValidations)
    implements UploadLimits {}
