package io.diction.api.transcription;

import io.diction.api.transcription.Source.Channel;
import io.diction.identity.OrganizationId;
import io.diction.transcription.OrderedSessions;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Looks at what became of the recordings of transcriptions. */
@Component
class Hearing {
  private final SourceRows sources;
  private final OrderedSessions sessions;

  Hearing(SourceRows sources, OrderedSessions sessions) {
    this.sources = sources;
    this.sessions = sessions;
  }

  @Transactional(propagation = Propagation.SUPPORTS)
  public Heard of(OrganizationId organization, UUID order) {
    List<Channel> channels = sources.channels(organization, order);
    return new Heard(
        sources.list(organization, order),
        channels,
        sessions.byId(organization, channels.stream().map(Channel::session).toList()));
  }
}
