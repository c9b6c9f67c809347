package io.diction.transcription;

import io.diction.catalog.BaseModels;
import io.diction.identity.SignedIn;
import io.diction.jobs.JobState;
import io.diction.transcription.search.SessionSearch;
import io.diction.web.FragmentRequest;
import io.diction.web.GridPage;
import io.diction.web.GridQuery;
import io.diction.web.GridSpec;
import io.diction.web.Toasts;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All sessions that somebody sees, searched and filtered. */
@Controller
@RequestMapping("/sessions")
@GridSpec(
    sorts = "created",
    descending = true,
    filters = {
      SessionFilter.TEXT,
      SessionFilter.STATE,
      SessionFilter.MODEL,
      SessionFilter.LANGUAGE,
      SessionFilter.FROM,
      SessionFilter.UNTIL,
      SessionFilter.WHOSE
    })
class SessionListController {
  private static final String URL = "/sessions";

  private final SessionLists lists;
  private final SessionSearch search;
  private final SharedSessions sharing;
  private final BaseModels baseModels;
  private final Toasts toasts;

  SessionListController(
      SessionLists lists,
      SessionSearch search,
      SharedSessions sharing,
      BaseModels baseModels,
      Toasts toasts) {
    this.lists = lists;
    this.search = search;
    this.sharing = sharing;
    this.baseModels = baseModels;
    this.toasts = toasts;
  }

  @GetMapping
  String list(SignedIn user, GridQuery query, Model view) {
    List<String> words = search.words(query.filter(SessionFilter.TEXT));
    SessionFilter filter = new SessionFilter(user, query, words);
    long total = lists.count(filter);
    GridQuery within = query.within(total);
    List<SttSession> rows = lists.page(filter, within.size(), within.offset());
    view.addAttribute("page", new GridPage<>(rows, total, within));
    view.addAttribute("url", URL);
    view.addAttribute(
        "makers",
        lists.makers(user.organization(), rows.stream().map(SttSession::userId).toList()));
    view.addAttribute(
        "hits",
        search.hits(user.organization(), rows.stream().map(SttSession::id).toList(), words));
    view.addAttribute("models", lists.models(user.organization(), user.user()));
    view.addAttribute("languages", baseModels.languages());
    view.addAttribute("states", JobState.values());
    view.addAttribute("formats", ExportFormat.values());
    view.addAttribute(
        "names",
        rows.stream()
            .collect(
                Collectors.toMap(
                    SttSession::id,
                    stt -> SessionSearch.name(stt.name(), query.filter(SessionFilter.TEXT)))));
    view.addAttribute("decides", user.role().isAdmin());
    view.addAttribute("usual", sharing.isUsual(user.organization()));
    return "transcription/sessions";
  }

  @FragmentRequest
  @GetMapping
  String rows(SignedIn user, GridQuery query, Model view) {
    list(user, query, view);
    return "transcription/sessions :: sessions";
  }

  /** For the organization's sessions from now on. */
  @PostMapping("/sharing")
  String makeUsual(
      SignedIn user,
      @RequestParam(defaultValue = "false") boolean shared,
      RedirectAttributes redirect) {
    sharing.makeUsual(user, shared);
    toasts.success(redirect, "transcription.toast.usual");
    return "redirect:" + URL;
  }
}
