package io.diction.cli;

import io.diction.organization.Organizations;
import io.diction.speech.Progress;
import io.diction.storage.Damage;
import io.diction.storage.StorageCheck;
import io.diction.storage.StorageCheck.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import tools.jackson.databind.json.JsonMapper;

/** What an operator does with the storage. */
@Command(
    name = "storage",
    description = "Checks what the portal has stored.",
    mixinStandardHelpOptions = true,
    subcommands = StorageCommand.Verify.class)
final class StorageCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: storage verify");
  }

  /** Checks everything. */
  @Command(
      name = "verify",
      description = {
        "Reads all stored bytes, compares them with their hashes, and what was counted with the rows",
        "that refer to them. Stop the portal first, unless it is on PostgreSQL.",
        "Exit codes: 0 all is in order, 1 something is damaged."
      },
      footer = "Settings of the portal, such as --diction.data=FOLDER, follow.",
      mixinStandardHelpOptions = true,
      exitCodeOnInvalidInput = 2)
  static final class Verify implements Callable<Integer> {
    @Option(
        names = "--fix",
        description =
            "Put counts right, and remove bytes and rows that nothing refers to. What is referred"
                + " to stays, whatever its state.")
    private boolean fix;

    @Option(names = "--json", description = "Write the result as JSON.")
    private boolean json;

    @Unmatched private final List<String> springArguments = new ArrayList<>();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      return verify(spec, springArguments, fix, json);
    }
  }

  private static int verify(CommandSpec spec, List<String> settings, boolean fix, boolean json)
      throws IOException {
    for (String argument : settings) {
      if (!argument.matches("--[a-zA-Z][\\w.\\[\\]-]*=.*")) {
        throw new ParameterException(
            spec.commandLine(), "Unknown option: '%s'".formatted(argument));
      }
    }
    SpringApplication application = new SpringApplication(StorageApplication.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLogStartupInfo(false);
    ConfigurableApplicationContext portal;
    try {
      portal = application.run(settings.toArray(String[]::new));
    } catch (RuntimeException told) {
      return ExitCode.SOFTWARE;
    }
    try (portal) {
      Progress progress = new ConsoleProgress(spec.commandLine().getErr(), true);
      progress.report(0, "Reading what is stored");
      Report report = portal.getBean(StorageCheck.class).verify(fix, progress);
      Map<UUID, String> names = names(portal.getBean(Organizations.class), report);
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? json(report, names) : text(report, names));
      out.flush();
      return report.isDamaged() ? ExitCode.SOFTWARE : ExitCode.OK;
    }
  }

  private static Map<UUID, String> names(Organizations organizations, Report report) {
    Set<UUID> ids =
        report.damages().stream()
            .map(Damage::organization)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return organizations.names(ids);
  }

  private static String text(Report report, Map<UUID, String> names) {
    StringBuilder text = new StringBuilder();
    for (Damage damage : report.damages()) {
      text.append(sentence(damage));
      if (damage.organization() != null) {
        text.append(", organization ")
            .append(names.getOrDefault(damage.organization(), damage.organization().toString()));
      }
      damage.owners().forEach(owner -> text.append("; ").append(owner));
      text.append(damage.mended() ? " (mended)\n" : "\n");
    }
    if (report.more() > 0) {
      text.append("and %d more\n".formatted(report.more()));
    }
    return text.append(
            "%d stored, %d bytes read: %s%n"
                .formatted(
                    report.blobs(),
                    report.bytes(),
                    report.isDamaged() ? "something is damaged" : "all in order"))
        .toString();
  }

  private static String sentence(Damage damage) {
    return switch (damage.kind()) {
      case MISSING -> "the bytes are gone: " + damage.place();
      case SIZE ->
          "%s has %s bytes instead of %s"
              .formatted(damage.place(), damage.found(), damage.expected());
      case HASH -> "the bytes have changed: " + damage.place();
      case UNREADABLE -> "the bytes cannot be read: " + damage.place();
      case NO_ROW -> "stored, but nobody knows of it: " + damage.place();
      case UNKNOWN -> "referred to, but never stored: " + damage.place();
      case COUNT ->
          "%s references are counted, %s there are: %s"
              .formatted(damage.found(), damage.expected(), damage.place());
      case FOREIGN -> "not one of ours: " + damage.place();
    };
  }

  private static String json(Report report, Map<UUID, String> names) {
    List<Map<String, Object>> damages = new ArrayList<>();
    for (Damage damage : report.damages()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("kind", damage.kind().name().toLowerCase(Locale.ROOT));
      one.put("place", damage.place());
      one.put("organizationId", damage.organization());
      one.put(
          "organization", damage.organization() == null ? null : names.get(damage.organization()));
      one.put("expected", damage.expected());
      one.put("found", damage.found());
      one.put("owners", damage.owners());
      one.put("mended", damage.mended());
      damages.add(one);
    }
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("blobs", report.blobs());
    whole.put("bytes", report.bytes());
    whole.put("damaged", report.isDamaged());
    whole.put("damages", damages);
    whole.put("more", report.more());
    return JsonMapper.builder().build().writeValueAsString(whole) + "\n";
  }
}
