package io.diction.journeys.pages;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;

/** Home, where a session starts. */
public final class HomePage {
  private final Page page;

  private HomePage(Page page) {
    this.page = page;
  }

  public static HomePage open(Page page) {
    page.navigate("/");
    return new HomePage(page);
  }

  /** An entry of the language list: a language or a custom model. */
  public Locator language(String label) {
    return option(languages(), label);
  }

  /** An entry of the model list. */
  public Locator model(String label) {
    return option(models(), label);
  }

  public Locator chosenModel() {
    return models().locator("option:checked");
  }

  public HomePage chooseLanguage(String label) {
    languages().selectOption(new SelectOption().setLabel(label));
    return this;
  }

  public SessionPage transcribe(Path recording) {
    transcription().getByLabel("Recording").setInputFiles(recording);
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Start transcription")).click();
    page.waitForURL("**/sessions/*");
    return new SessionPage(page);
  }

  /** Several recordings in one start; leads to their list. */
  public Locator transcribeTogether(Path... recordings) {
    transcription().getByLabel("Recording").setInputFiles(recordings);
    transcription()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Start transcription"))
        .click();
    page.waitForURL("**/sessions/batches/*");
    return page.locator("#batch");
  }

  public SessionPage align(Path recording, String transcript) {
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Force Alignment")).click();
    Locator form = page.locator("#force-alignment-form");
    form.getByLabel("Transcript, pasted").fill(transcript);
    form.getByLabel("Recording").setInputFiles(recording);
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Start alignment")).click();
    page.waitForURL("**/sessions/*");
    return new SessionPage(page);
  }

  private Locator transcription() {
    return page.locator("#stt-session-form");
  }

  private Locator languages() {
    return select("Language");
  }

  private Locator models() {
    return select("Model");
  }

  private Locator select(String label) {
    return transcription().getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
  }

  private static Locator option(Locator list, String label) {
    return list.getByRole(
        AriaRole.OPTION, new Locator.GetByRoleOptions().setName(label).setExact(true));
  }
}
