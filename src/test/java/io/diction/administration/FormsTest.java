package io.diction.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import io.diction.catalog.BaseModels;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Every form of more than one field: what is wrong stands on top, and nothing typed is lost. */
@PortalTest
@Import(OrganizationFixtures.class)
class FormsTest {
  @Autowired private MockMvcTester web;
  @Autowired private OrganizationFixtures fixtures;
  @Autowired private BaseModels baseModels;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          USER     | /account/preferences                   | preferences-form  | zone                   | language=nl&zone=Nowhere&theme=DARK
          USER     | /account/password                      | password-form     | currentPassword newPassword | currentPassword=&newPassword=short
          ORGADMIN | /organization/settings                 | settings-form     | deletedDays            | name=Ward&language=nl&zone=Europe/Paris&deletedDays=many
          ORGADMIN | /organization/settings                 | settings-form     | name sessionDays       | name=&language=en&zone=Europe/Paris&deletedDays=8&sessionDays=0
          ORGADMIN | /organization/settings                 | settings-form     | zone                   | name=Ward&language=en&zone=Nowhere&deletedDays=8&sessionDays=9
          ORGADMIN | /organization/settings                 | settings-form     | name                   | name=Wa\u202Erd&language=en&zone=Europe/Paris&deletedDays=8&sessionDays=9
          ORGADMIN | /organization/invitations              | invite-form       | displayName            | email=new@join.example&displayName=N\u001Bew&role=ORGADMIN
          ORGADMIN | /organization/keys                     | key-form          | days                   | name=Import&role=ORGADMIN&days=many
          ORGADMIN | /organization/invitations              | invite-form       | email displayName      | email=nobody&displayName=&role=ORGADMIN
          SYSOP    | /administration/organizations          | organization-form | name email             | name=&reseller=true&displayName=Ada&email=ada
          SYSOP    | /administration/organizations          | organization-form | displayName            | name=Clinic&displayName=&email=ada@clinic.example
          SYSOP    | /administration/organizations/{o}/plan | plan-form         | users                  | users=-1&models=7&storageGigabytes=1
          SYSOP    | /administration/organizations/{o}/credits | credits-form   | amount                 | amount=0&note=Order 17
          SYSOP    | /administration/base-models/{b}        | base-model-form   | adaptation             | adaptation=&transcription=2041-01-01&charged=true
          """)
  void tellsWhatIsWrongAndKeepsWhatWasTyped(
      Role role, String path, String form, String wrong, String fields) {
    SignedIn user = fixtures.user(role);
    Map<String, String> typed = new TreeMap<>();
    for (String field : fields.split("&")) {
      typed.put(field.replaceAll("=.*", ""), field.replaceAll("^[^=]*=", ""));
    }

    MvcTestResult refused = post(path, user, typed);

    assertThat(refused).hasStatus(422);
    Element shown = page(refused).expectFirst("#" + form);
    List<String> links = shown.select(".error-summary a").eachAttr("href");
    assertThat(links).containsExactlyInAnyOrderElementsOf(links(wrong));
    assertThat(links).allSatisfy(link -> assertThat(shown.select(link)).hasSize(1));
    assertThat(shown.select(".field-error").eachText()).hasSameSizeAs(links);
    assertThat(shown.select("[aria-invalid=true]")).hasSameSizeAs(links);
    assertThat(shown.text()).doesNotContain("??", "java.", "Failed to convert");
    typed.keySet().removeIf(name -> name.endsWith("assword"));
    // Browsers do not let anybody type this into such a field, nor show it there.
    typed.values().remove("many");
    assertThat(values(shown, typed)).isEqualTo(typed);
  }

  private static List<String> links(String fields) {
    return List.of(fields.split(" ")).stream().map(field -> "#" + field).toList();
  }

  /** What the form would send if it were sent as it stands. */
  private static Map<String, String> values(Element form, Map<String, String> typed) {
    Map<String, String> values = new TreeMap<>();
    for (String name : typed.keySet()) {
      Element list = form.selectFirst("select[name=" + name + "]");
      Element ticked = form.selectFirst("[checked][name=" + name + "]");
      Element field = form.expectFirst("[name=" + name + "]");
      if (list != null) {
        boolean unknown = list.select("option[value=" + typed.get(name) + "]").isEmpty();
        values.put(name, unknown ? typed.get(name) : list.select("option[selected]").val());
      } else {
        values.put(name, ticked == null ? field.val() : ticked.val());
      }
    }
    return values;
  }

  private MvcTestResult post(String path, SignedIn user, Map<String, String> fields) {
    String there =
        path.replace("{o}", fixtures.organization().toString())
            .replace("{b}", baseModels.trainable("en-US").get(0).id().value().toString());
    MockMvcTester.MockMvcRequestBuilder request =
        web.post().uri(there).with(csrf()).with(OrganizationFixtures.as(user));
    for (Map.Entry<String, String> field : fields.entrySet()) {
      request = request.param(field.getKey(), field.getValue());
    }
    return request.exchange();
  }

  private static Document page(MvcTestResult result) {
    try {
      return Jsoup.parse(result.getResponse().getContentAsString());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
