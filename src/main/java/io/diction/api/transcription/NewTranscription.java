package io.diction.api.transcription;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.fetch.FetchFailed;
import io.diction.api.fetch.GuardedFetch;
import io.diction.api.model.ModelReferences;
import io.diction.api.property.Said;
import io.diction.api.property.TimeToLive;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A transcription that somebody asks for, of one kind of source. */
record NewTranscription(
    Said said,
    String locale,
    List<String> contentUrls,
    @Nullable String containerUrl,
    @Nullable EntityReference dataset,
    @Nullable EntityReference model,
    Modes modes,
    @Nullable Duration timeToLive) {
  private static final int MOST_URLS = 1000;
  private static final int LONGEST_URL = 4096;

  NewTranscription {
    contentUrls = List.copyOf(contentUrls);
  }

  /**
   * @param locales that there are base models for
   * @throws ApiError of all that is wrong
   */
  static NewTranscription of(Body body, List<String> locales) {
    Body within = body.object("properties");
    Said said = Said.of(body, within);
    String asked = body.locale();
    String locale = locales.stream().filter(asked::equalsIgnoreCase).findFirst().orElse(asked);
    if (!asked.isEmpty() && !locales.contains(locale)) {
      body.reject(
          ApiError.invalid(
                  DetailCode.INVALID_LOCALE,
                  "'%s' is none of the locales here: %s."
                      .formatted(asked, String.join(", ", locales)))
              .target("locale"));
    }
    NewTranscription asks =
        new NewTranscription(
            said,
            locale,
            urls(body),
            container(body),
            body.reference("dataset", EntityKind.DATASET),
            body.reference("model", ModelReferences.kinds()),
            Modes.of(within, locale),
            TimeToLive.read(within));
    if (Stream.of("contentUrls", "contentContainerUrl", "dataset").filter(body::isSet).count()
        != 1) {
      body.reject(
          ApiError.invalid(
              DetailCode.ONLY_ONE_OF_URLS_OR_CONTAINER_OR_DATASET,
              "Exactly one of contentUrls, contentContainerUrl and dataset says what to hear."));
    }
    body.check();
    return asks;
  }

  private static List<String> urls(Body body) {
    List<String> urls = body.texts("contentUrls", LONGEST_URL);
    if (body.isSet("contentUrls") && urls.isEmpty()) {
      body.reject(recordings("contentUrls has to be a list of addresses, with at least one."));
    }
    if (urls.size() > MOST_URLS) {
      body.reject(
          ApiError.invalid(
                  DetailCode.EXCEEDED_NUMBER_OF_RECORDINGS_URIS,
                  "contentUrls has %d addresses; %d are the most."
                      .formatted(urls.size(), MOST_URLS))
              .target("contentUrls"));
      return List.of();
    }
    List<String> good = new ArrayList<>();
    for (String url : urls) {
      try {
        GuardedFetch.requireFetchable(URI.create(url));
        good.add(url);
      } catch (FetchFailed refused) {
        body.reject(recordings(String.valueOf(refused.getMessage())));
        return good;
      } catch (IllegalArgumentException malformed) {
        body.reject(recordings("contentUrls has what is no address."));
        return good;
      }
    }
    return good;
  }

  private static @Nullable String container(Body body) {
    URI url = body.address("contentContainerUrl");
    if (url == null) {
      return null;
    }
    try {
      GuardedFetch.requireFetchable(url);
    } catch (FetchFailed refused) {
      body.reject(
          ApiError.invalid(DetailCode.INVALID_RECORDINGS_URI, String.valueOf(refused.getMessage()))
              .target("contentContainerUrl"));
    }
    return url.toString();
  }

  private static ApiError recordings(String message) {
    return ApiError.invalid(DetailCode.INVALID_RECORDINGS_URI, message).target("contentUrls");
  }
}
