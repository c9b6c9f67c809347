package io.diction.storage;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;

/** The way to an object store: every call ends, and only what all such stores know is used. */
final class S3Clients {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);

  /** What is asked is tried three times. */
  static final Duration WITHOUT_A_BYTE = Duration.ofSeconds(20);

  /** A part of 16 MB at no more than 140 KB a second. */
  private static final Duration ATTEMPT = Duration.ofMinutes(2);

  private static final Duration WITH_REPETITIONS = Duration.ofMinutes(5);

  private S3Clients() {}

  static S3Client of(S3Settings settings, Duration withoutAByte) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        settings.required(settings.accessKey(), "access-key"),
                        settings.required(settings.secretKey(), "secret-key"))))
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(settings.pathStyle())
                    .chunkedEncodingEnabled(false)
                    .build())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(TO_CONNECT)
                    .socketTimeout(withoutAByte))
            .overrideConfiguration(
                calls -> calls.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(WITH_REPETITIONS));
    if (settings.endpoint() != null) {
      builder.endpointOverride(settings.endpoint());
    }
    return builder.build();
  }
}
