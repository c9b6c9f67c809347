package io.diction.evaluation.utterance;

import io.diction.custommodel.CustomModelId;
import io.diction.evaluation.Tests;
import io.diction.evaluation.Tests.Seen;
import io.diction.evaluation.utterance.UtteranceQueries.Wanted;
import io.diction.identity.SignedIn;
import io.diction.web.FragmentRequest;
import io.diction.web.GridQuery;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** All utterances of a test: found, sorted, side by side. */
@Controller
@RequestMapping("/custom-models/{id}/tests/{run}/utterances")
@UtteranceGrid
class UtterancesController {
  private static final String PAGE = "evaluation/utterances";

  private final Tests tests;
  private final Utterances utterances;

  UtterancesController(Tests tests, Utterances utterances) {
    this.tests = tests;
    this.utterances = utterances;
  }

  @GetMapping
  String page(
      @PathVariable CustomModelId id,
      @PathVariable UUID run,
      GridQuery query,
      SignedIn user,
      Model view) {
    return fill(id, run, query, user, view, PAGE);
  }

  @FragmentRequest
  @GetMapping
  String utterances(
      @PathVariable CustomModelId id,
      @PathVariable UUID run,
      GridQuery query,
      SignedIn user,
      Model view) {
    return fill(id, run, query, user, view, PAGE + " :: utterances");
  }

  private String fill(
      CustomModelId id, UUID run, GridQuery query, SignedIn user, Model view, String template) {
    Seen seen = tests.getWhole(id, run, user);
    int subject = Utterances.subject(seen.requireFigures(), query);
    Wanted shown = Wanted.of(subject, query);
    view.addAttribute("term", shown.term().isEmpty() ? "" : query.filter("term"));
    view.addAttribute("outcome", shown.outcome());
    view.addAttribute("seen", seen);
    view.addAttribute("test", seen.run());
    view.addAttribute("subject", subject);
    view.addAttribute("faults", UtteranceQueries.Fault.values());
    view.addAttribute("path", seen.run().path() + "/utterances");
    view.addAttribute("page", utterances.page(seen, subject, query));
    return template;
  }
}
