package io.diction.api.content;

import io.diction.api.Signer;
import io.diction.api.answer.Links;
import io.diction.identity.OrganizationId;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Addresses that open one file of one organization until a time; all of it is signed. */
@Component
public class ContentUrls {
  static final String PATH = "/content/";
  private static final String PURPOSE = "content";

  private final Signer signer;
  private final Clock clock;

  ContentUrls(Signer signer, Clock clock) {
    this.signer = signer;
    this.clock = clock;
  }

  /**
   * @param kind of the {@link ContentSource} that knows the file
   * @param id by which it knows it: letters, digits, hyphens, underscores and dots
   */
  public String url(
      Links links, String kind, OrganizationId organization, String id, Validity validity) {
    String expiry =
        clock.instant().plus(validity.duration()).truncatedTo(ChronoUnit.SECONDS).toString();
    String file = kind + "/" + organization + "/" + id;
    return links.base()
        + PATH
        + file
        + "?se="
        + expiry
        + "&sig="
        + signer.sign(PURPOSE, file + "\n" + expiry);
  }

  /** Whether the signature is ours and the time not over. */
  boolean isOpen(String kind, String organization, String id, String expiry, String signature) {
    String file = kind + "/" + organization + "/" + id;
    try {
      return signer.isSigned(PURPOSE, file + "\n" + expiry, signature)
          && clock.instant().isBefore(Instant.parse(expiry));
    } catch (DateTimeException malformed) {
      return false;
    }
  }
}
