package io.diction.customspeech;

import io.diction.identity.SignedIn;
import io.diction.project.ProjectId;
import io.diction.project.Projects;
import io.diction.web.Pages;
import io.diction.web.Toasts;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HtmxRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Connects with a project what is in none, and disconnects it: asked for at the project's page. */
@Controller
@RequestMapping("/custom-speech/projects/{id}/{tab:datasets|models|tests|endpoints}")
class ConnectController {
  private final Connections connections;
  private final Projects projects;
  private final Toasts toasts;

  ConnectController(Connections connections, Projects projects, Toasts toasts) {
    this.connections = connections;
    this.projects = projects;
    this.toasts = toasts;
  }

  @GetMapping("/connect")
  String ask(
      @PathVariable ProjectId id,
      @PathVariable String tab,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    return show(id, SpeechTab.of(tab), false, user, view, request);
  }

  @PostMapping("/connect")
  String connect(
      @PathVariable ProjectId id,
      @PathVariable String tab,
      @RequestParam(name = "member", defaultValue = "") List<UUID> chosen,
      SignedIn user,
      Model view,
      HtmxRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    SpeechTab shown = SpeechTab.of(tab);
    if (chosen.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(id, shown, true, user, view, request);
    }
    connections.connectFree(shown, chosen, id, user);
    toasts.success(redirect, "customspeech.connected", chosen.size());
    return Pages.redirect(request, shown.path(id));
  }

  @PostMapping("/{member}/disconnect")
  String disconnect(
      @PathVariable ProjectId id,
      @PathVariable String tab,
      @PathVariable UUID member,
      SignedIn user,
      RedirectAttributes redirect) {
    SpeechTab shown = SpeechTab.of(tab);
    var unused = projects.get(id, user);
    connections.disconnect(shown, member, id, user);
    toasts.success(redirect, "customspeech.disconnected");
    return "redirect:" + shown.path(id);
  }

  private String show(
      ProjectId id,
      SpeechTab tab,
      boolean nothing,
      SignedIn user,
      Model view,
      HtmxRequest request) {
    view.addAttribute("project", projects.get(id, user));
    view.addAttribute("tab", tab);
    view.addAttribute("back", tab.path(id));
    view.addAttribute("free", connections.free(tab, id, user));
    view.addAttribute("nothing", nothing);
    return Pages.view(request, "customspeech/connect", "connect");
  }
}
