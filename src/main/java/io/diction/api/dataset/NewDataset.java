package io.diction.api.dataset;

import io.diction.api.answer.ApiError;
import io.diction.api.answer.Body;
import io.diction.api.answer.DetailCode;
import io.diction.api.answer.EntityKind;
import io.diction.api.answer.EntityReference;
import io.diction.api.dataset.Arrival.State;
import io.diction.api.dataset.Arrival.TextNormalization;
import io.diction.api.fetch.FetchFailed;
import io.diction.api.fetch.GuardedFetch;
import io.diction.dataset.DatasetKind;
import io.diction.identity.Ids;
import io.diction.identity.SignedIn;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A dataset that somebody asks for. */
record NewDataset(
    DatasetKind kind,
    String displayName,
    String locale,
    @Nullable String description,
    Map<String, String> customProperties,
    @Nullable EntityReference project,
    @Nullable String contentUrl,
    TextNormalization textNormalization,
    @Nullable String email) {
  private static final int LONGEST_KIND = 64;

  NewDataset {
    customProperties = Map.copyOf(customProperties);
  }

  /**
   * @param locales that there are base models for
   * @throws ApiError of all that is wrong
   */
  static NewDataset of(Body body, List<String> locales) {
    String kindName = body.requiredText("kind", LONGEST_KIND);
    DatasetKind kind = DatasetKind.find(kindName).orElse(DatasetKind.LANGUAGE);
    if (!kindName.isEmpty() && DatasetKind.find(kindName).isEmpty()) {
      body.reject(unknownKind(kindName));
    }
    String name = body.displayName();
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
    URI contentUrl = body.address("contentUrl");
    if (contentUrl != null) {
      try {
        GuardedFetch.requireFetchable(contentUrl);
      } catch (FetchFailed refused) {
        body.reject(
            ApiError.invalid(DetailCode.INVALID_PAYLOAD, String.valueOf(refused.getMessage()))
                .target("contentUrl"));
      }
    }
    Body within = body.object("properties");
    TextNormalization normalization =
        within.choice("textNormalizationKind", TextNormalization.class);
    NewDataset dataset =
        new NewDataset(
            kind,
            name,
            locale,
            body.description(),
            body.customProperties(),
            body.reference("project", EntityKind.PROJECT),
            contentUrl == null ? null : contentUrl.toString(),
            normalization == null ? TextNormalization.DEFAULT : normalization,
            within.email());
    body.check();
    return dataset;
  }

  private static ApiError unknownKind(String name) {
    return ApiError.invalid(
            DetailCode.INVALID_PARAMETER_VALUE,
            "kind is '%s', which is none of %s."
                .formatted(
                    name,
                    Stream.of(DatasetKind.values())
                        .map(DatasetKind::text)
                        .collect(Collectors.joining(", "))))
        .target("kind");
  }

  Arrival arrival(SignedIn who, OffsetDateTime now, boolean whole, State state) {
    return new Arrival(
        Ids.next(),
        who.organization(),
        kind,
        locale,
        textNormalization,
        contentUrl,
        whole,
        state,
        now,
        who.user(),
        who.displayName(),
        who.role());
  }
}
