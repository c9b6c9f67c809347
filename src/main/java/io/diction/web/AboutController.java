package io.diction.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.servlet.ModelAndView;

/**
 * What runs here, and under whose licences. Open to everybody; versions are told to the signed in
 * alone, since they say which known weaknesses to try.
 */
@Controller
class AboutController {
  private final Libraries libraries;

  AboutController(Libraries libraries) {
    this.libraries = libraries;
  }

  @GetMapping("/about")
  ModelAndView about(@RequestAttribute(Shell.ATTRIBUTE) Shell shell) {
    return new ModelAndView("web/about", "materials", libraries.materials())
        .addObject("versions", shell.getUser() != null)
        .addObject("modelNotice", libraries.modelNotice());
  }
}
