package io.diction.cli;

import io.diction.speech.FormatException;
import io.diction.speech.pack.LanguagePack;
import io.diction.speech.pack.PackDescription;
import io.diction.speech.pack.PackException;
import io.diction.speech.pack.PackFinding;
import io.diction.speech.pack.PackOptions;
import io.diction.speech.pack.Packs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Installs, lists, checks and makes language packs, on which models are trained. */
@Command(
    name = "pack",
    description = "Installs, lists, checks and trains language packs.",
    mixinStandardHelpOptions = true,
    subcommands = PackTrainCommand.class,
    synopsisSubcommandLabel = "install|list|verify|train",
    exitCodeOnInvalidInput = 2)
final class PackCommand {
  @Spec private CommandSpec spec;

  /** Work on packs that may fail. */
  @FunctionalInterface
  private interface Work {
    int run(Packs packs, ConsoleProgress progress) throws IOException;
  }

  @Command(
      name = "install",
      description =
          "Installs a language pack from a folder or .zip in the layout of CMU Sphinx: acoustic"
              + " model, dictionary, language model, and pack.json that describes them. A portal may"
              + " run meanwhile; it offers the pack within half a minute.",
      mixinStandardHelpOptions = true,
      exitCodeOnInvalidInput = 2)
  int install(
      @Parameters(paramLabel = "FILE|DIR", description = "The pack.") Path source,
      @Mixin PacksOption folder,
      @Option(
              names = "--name",
              description = "Name of the pack (default: what pack.json or the file says).")
          @Nullable String name,
      @Option(
              names = "--locale",
              description = "Its language, such as de-DE (default: what pack.json says).")
          @Nullable String locale) {
    return run(
        folder,
        (packs, progress) -> {
          Packs.Installation done = packs.install(source, new PackOptions(name, locale), progress);
          tell(done.findings(), progress);
          out().println("installed " + line(done.pack()));
          return 0;
        });
  }

  @Command(
      name = "list",
      description = "Lists the installed language packs: name, locale, date, hash, licence.",
      mixinStandardHelpOptions = true,
      exitCodeOnInvalidInput = 2)
  int list(@Mixin PacksOption folder) {
    return run(
        folder,
        (packs, progress) -> {
          for (LanguagePack pack : packs.list()) {
            out().println(line(pack));
          }
          List<Packs.Damaged> damaged = packs.damaged();
          damaged.forEach(each -> progress.message(each.name() + ": " + each.problem()));
          return damaged.isEmpty() ? 0 : 1;
        });
  }

  @Command(
      name = "verify",
      description =
          "Checks an installed language pack: checksums of all its files, whether its parts belong"
              + " together, a recognition.",
      mixinStandardHelpOptions = true,
      exitCodeOnInvalidInput = 2)
  int verify(
      @Parameters(paramLabel = "NAME", description = "The pack.") String name,
      @Mixin PacksOption folder) {
    return run(
        folder,
        (packs, progress) -> {
          List<PackFinding> findings = Packs.verify(packs.get(name), progress);
          tell(findings, progress);
          boolean sound = findings.stream().noneMatch(PackFinding::isError);
          out().println(name + (sound ? " is sound" : " is not sound"));
          return sound ? 0 : 1;
        });
  }

  private int run(PacksOption folder, Work work) {
    ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr());
    try {
      return work.run(folder.packs(), progress);
    } catch (PackException refused) {
      tell(refused.findings(), progress);
      progress.message("not installed");
    } catch (FormatException e) {
      progress.message(e.getMessage());
    } catch (IOException e) {
      progress.message(Reasons.of(e));
    }
    return 1;
  }

  private static void tell(List<PackFinding> findings, ConsoleProgress progress) {
    for (PackFinding finding : findings) {
      progress.message((finding.isError() ? "error: " : "warning: ") + finding.sentence());
    }
  }

  private static String line(LanguagePack pack) {
    PackDescription description = pack.description();
    return String.join(
        "\t",
        pack.name(),
        description.locale(),
        description.date(),
        pack.sha256().substring(0, 12),
        pack.isBuiltIn() ? "built in" : "installed",
        description.licence().isEmpty() ? "licence not stated" : description.licence());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
