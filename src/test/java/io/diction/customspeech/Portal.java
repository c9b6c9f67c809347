package io.diction.customspeech;

import static io.diction.organization.OrganizationFixtures.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.identity.SignedIn;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Somebody at the pages of the portal, without scripts. */
record Portal(MockMvcTester web, SignedIn user) {
  Document page(String path) {
    MvcTestResult answer = get(path);
    assertThat(answer).as(path).hasStatusOk();
    return parsed(answer);
  }

  MvcTestResult get(String path) {
    return web.get().uri(path).with(as(user)).exchange();
  }

  MvcTestResult post(String path, String... namesAndValues) {
    var request = web.post().uri(path).with(as(user)).with(csrf());
    for (int i = 0; i < namesAndValues.length; i += 2) {
      request = request.param(namesAndValues[i], namesAndValues[i + 1]);
    }
    return request.exchange();
  }

  /** Where a form leads once it is taken. */
  String sent(String path, String... namesAndValues) {
    MvcTestResult answer = post(path, namesAndValues);
    assertThat(answer).as(path).hasStatus3xxRedirection();
    return Objects.requireNonNull(answer.getResponse().getRedirectedUrl());
  }

  static Document parsed(MvcTestResult answer) {
    try {
      return Jsoup.parse(answer.getResponse().getContentAsString(StandardCharsets.UTF_8));
    } catch (UnsupportedEncodingException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
