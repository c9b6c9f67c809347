package io.diction.customspeech;

import io.diction.identity.SignedIn;
import io.diction.project.Project;
import io.diction.project.ProjectId;
import io.diction.project.ProjectMembers;
import io.diction.project.Projects;
import io.diction.web.ErrorCode;
import io.diction.web.Refusal.Invalid;
import io.diction.web.Refusal.NotFound;
import io.diction.web.Refusal.WrongState;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts things into projects of their language and takes them out again. */
@Service
class Connections {
  private final SpeechMembers rows;
  private final Projects projects;
  private final ProjectMembers members;
  private final ProjectGrid grid;

  Connections(SpeechMembers rows, Projects projects, ProjectMembers members, ProjectGrid grid) {
    this.rows = rows;
    this.projects = projects;
    this.members = members;
    this.grid = grid;
  }

  @Transactional(readOnly = true)
  public SpeechMember get(SpeechTab tab, UUID id, SignedIn who) {
    return rows.find(tab, id, who.organization()).orElseThrow(NotFound::new);
  }

  /** The projects that something may be put into. */
  @Transactional(readOnly = true)
  public List<Project> places(SpeechMember member, SignedIn who) {
    return grid.ofLocale(member.locale(), who).stream()
        .filter(project -> !project.id().equals(member.project()))
        .toList();
  }

  /** What may be put into a project and is in none. */
  @Transactional(readOnly = true)
  public List<SpeechMember> free(SpeechTab tab, ProjectId project, SignedIn who) {
    return rows.free(tab, projects.get(project, who).locale(), who.organization());
  }

  /** The project that something is in now; empty where it is in none. */
  @Transactional(readOnly = true)
  public Optional<Project> place(SpeechMember member, SignedIn who) {
    return Optional.ofNullable(member.project()).flatMap(id -> projects.find(id, who));
  }

  /**
   * Puts all of them into it that were offered as being in none, or none of them.
   *
   * @throws WrongState when one was put into another project meanwhile
   */
  @Transactional
  public void connectFree(SpeechTab tab, List<UUID> ids, ProjectId project, SignedIn who) {
    for (UUID id : ids) {
      SpeechMember member = get(tab, id, who);
      place(member, who)
          .filter(place -> !place.id().equals(project))
          .ifPresent(
              place -> {
                throw new WrongState("customspeech.connect.elsewhere", member.name(), place.name());
              });
    }
    connect(tab, ids, project, who);
  }

  /** Puts all of them into it, or none. They leave the projects that they were in. */
  @Transactional
  public void connect(SpeechTab tab, List<UUID> ids, ProjectId project, SignedIn who) {
    List<UUID> distinct = ids.stream().distinct().toList();
    if (distinct.size() > SpeechMembers.MOST_OFFERED) {
      throw new Invalid(ErrorCode.BAD_REQUEST);
    }
    for (UUID id : distinct) {
      members.connect(project, tab.kind(), id, get(tab, id, who).locale(), who);
    }
  }

  @Transactional
  public void disconnect(SpeechTab tab, UUID id, ProjectId project, SignedIn who) {
    if (!project.equals(get(tab, id, who).project())) {
      throw new NotFound();
    }
    members.disconnect(tab.kind(), id, who);
  }
}
