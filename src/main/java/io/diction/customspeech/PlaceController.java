package io.diction.customspeech;

import io.diction.identity.SignedIn;
import io.diction.project.Project;
import io.diction.project.ProjectId;
import io.diction.web.Pages;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Connects one thing with a project of its language: asked for where the thing is. */
@Controller
@RequestMapping("/custom-speech/connect/{tab:datasets|models|tests|endpoints}/{member}")
class PlaceController {
  private final Connections connections;
  private final Toasts toasts;

  PlaceController(Connections connections, Toasts toasts) {
    this.connections = connections;
    this.toasts = toasts;
  }

  @GetMapping
  String ask(
      @PathVariable String tab,
      @PathVariable UUID member,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    return show(SpeechTab.of(tab), member, false, user, view, request);
  }

  @PostMapping
  String connect(
      @PathVariable String tab,
      @PathVariable UUID member,
      @RequestParam(required = false) @Nullable ProjectId project,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    SpeechTab kind = SpeechTab.of(tab);
    if (project == null) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(kind, member, true, user, view, request);
    }
    connections.connect(kind, List.of(member), project, user);
    toasts.success(redirect, "customspeech.connected", 1);
    return Pages.redirect(request, kind.path(project));
  }

  private String show(
      SpeechTab tab, UUID id, boolean nothing, SignedIn user, Model view, HtmxRequest request) {
    SpeechMember member = connections.get(tab, id, user);
    view.addAttribute("tab", tab);
    view.addAttribute("member", member);
    view.addAttribute("place", connections.place(member, user).map(Project::name).orElse(""));
    view.addAttribute("projects", connections.places(member, user));
    view.addAttribute("nothing", nothing);
    view.addAttribute("mayChange", user.role().isAdmin());
    return Pages.view(request, "customspeech/place", "place");
  }
}
