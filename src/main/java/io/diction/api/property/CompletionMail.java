package io.diction.api.property;

import io.diction.api.answer.EntityKind;
import io.diction.identity.OrganizationId;
import io.diction.notification.OutgoingMail;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells the address that a caller named that something has ended; then it is forgotten. */
@Component
public class CompletionMail {
  private final PropertyRows properties;
  private final OutgoingMail mail;

  CompletionMail(PropertyRows properties, OutgoingMail mail) {
    this.properties = properties;
    this.mail = mail;
  }

  /** In the transaction that ends it. Said again, nothing more happens. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void ended(EntityKind kind, UUID id, OrganizationId organization, boolean succeeded) {
    Properties said = properties.get(kind, id, organization);
    if (said.email() == null) {
      return;
    }
    String what = "%s/%s".formatted(kind.collection(), id);
    String name = said.displayName() == null ? what : said.displayName();
    String how = succeeded ? "has succeeded" : "has failed";
    boolean taken =
        mail.send(
            organization,
            said.email(),
            "Diction: %s %s".formatted(name, how),
            """
            %s %s.

            Its address in the REST API ends with %s.
            You get this because a program named your address when it asked for it.
            """
                .formatted(name, how, what));
    if (taken) {
      properties.save(
          kind,
          id,
          organization,
          new Properties(said.displayName(), said.description(), said.customProperties(), null));
    }
  }
}
