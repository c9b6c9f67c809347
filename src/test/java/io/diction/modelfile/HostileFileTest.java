package io.diction.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.organization.OrganizationFixtures;
import io.diction.speech.FormatException;
import io.diction.speech.Json;
import io.diction.speech.adapt.ModelManifest;
import io.diction.testing.PortalTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Files that are not what they say: each is refused with a reason, and nothing of it is kept. */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@Import({OrganizationFixtures.class, CustomModelFixtures.class, ModelFileFixtures.class})
class HostileFileTest {
  private static final int DAMAGES = 150;

  @Autowired private OrganizationFixtures people;
  @Autowired private ModelFileFixtures files;
  @Autowired private ModelImports imports;
  @Autowired private JdbcClient jdbc;
  @TempDir private Path folder;

  private SignedIn who;
  private Map<String, Path> parts;
  private byte[] whole;

  @BeforeEach
  void export() throws IOException {
    who = people.user(Role.USER);
    parts = files.files(folder.resolve("model"), "Ward");
    whole = ModelFileFixtures.foreign(folder, files.description(parts), parts);
  }

  private void assertRefused(byte[] file, String why) {
    assertThatThrownBy(() -> files.receive(file, who))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(why);
    assertThat(
            jdbc.sql("select count(*) from model_import where organization_id = :o")
                .param("o", who.organization().value())
                .query(Long.class)
                .single())
        .isZero();
  }

  private static Map<String, byte[]> unpacked(byte[] file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] packed(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return out.toByteArray();
  }

  private byte[] with(String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = unpacked(whole);
    entries.put(name, content);
    return packed(entries);
  }

  private byte[] without(String name) throws IOException {
    Map<String, byte[]> entries = unpacked(whole);
    assertThat(entries.remove(name)).isNotNull();
    return packed(entries);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What a signer may have written, whoever that is. */
  private byte[] signed(UnaryOperator<String> change) throws IOException {
    String described = new String(unpacked(whole).get(Description.NAME), StandardCharsets.UTF_8);
    String changed = change.apply(described);
    assertThat(changed).isNotEqualTo(described);
    SignatureFile signature =
        new SigningKey(new SigningSettings(folder.resolve("other"))).sign(bytes(changed));
    Map<String, byte[]> entries = unpacked(whole);
    entries.put(Description.NAME, bytes(changed));
    entries.put(SignatureFile.NAME, Json.bytes(signature));
    return packed(entries);
  }

  @Test
  void isTakenWhenItIsWhole() {
    assertThatCode(() -> files.receive(whole, who)).doesNotThrowAnyException();
  }

  @Test
  void isRefusedCutOffOrOfAnotherKind() {
    assertRefused(Arrays.copyOf(whole, whole.length / 2), "arrived.zip");
    assertRefused(bytes("not a zip"), "arrived.zip");
    assertRefused(new byte[0], "arrived.zip");
  }

  @Test
  void isRefusedWithPartsChangedAddedOrGone() throws IOException {
    assertRefused(with("pronunciations.dict", bytes("gate G EY T\n")), "pronunciations.dict");
    assertRefused(with("readme.txt", bytes("hello")), "added after the export");
    assertRefused(with("base/model.bin", bytes("hello")), "added after the export");
    assertRefused(without("pronunciations.dict"), "missing from the file");
    assertRefused(without("manifest.json"), "missing from the file");
    assertRefused(without(Description.NAME), "no model that was exported");
    assertRefused(without(SignatureFile.NAME), "no model that was exported");
  }

  @Test
  void isRefusedWithASignatureOfSomethingElse() throws IOException {
    Map<String, byte[]> entries = unpacked(whole);
    String described = new String(entries.get(Description.NAME), StandardCharsets.UTF_8);
    assertRefused(
        with(Description.NAME, bytes(described.replace("Northwind", "Lakeside"))),
        "changed after it was exported");
    assertRefused(with(SignatureFile.NAME, bytes("{}")), "not a signature");
    assertRefused(
        with(
            SignatureFile.NAME,
            bytes("{\"algorithm\":\"Ed25519\",\"publicKey\":\"AAAA\",\"signature\":\"AAAA\"}")),
        "cannot be read");
    assertRefused(
        with(
            SignatureFile.NAME,
            bytes("{\"algorithm\":\"Ed25519\",\"publicKey\":\"%%\",\"signature\":\"\"}")),
        "cannot be read");
    assertRefused(with(SignatureFile.NAME, bytes("[")), "not the expected JSON");
  }

  @Test
  void isRefusedWithNamesThatLeadOut() throws IOException {
    assertRefused(with("../out.txt", bytes("x")), "out.txt");
    assertRefused(with("/etc/out.txt", bytes("x")), "out.txt");
  }

  @Test
  void isRefusedWhenItGrowsBeyondMeasure() throws IOException {
    assertRefused(with("domain.lm", new byte[100 << 20]), "domain.lm");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"formatVersion\" : 1 | \"formatVersion\" : 2 | newer Diction",
        "\"formatVersion\" : 1 | \"formatVersion\" : 0 | incomplete",
        "diction-model-export | other | not the description",
        "\"version\" : 3 | \"version\" : -3 | incomplete",
        "\"testWords\" : 1000 | \"testWords\" : -1 | incomplete",
        "\"testWords\" : 1000 | \"testWords\" : \"many\" | not the expected JSON",
        "\"dataSeconds\" : 1500.0 | \"dataSeconds\" : 1e300 | incomplete",
        "\"settings\" : \"{}\" | \"settings\" : \"[\" | incomplete",
        "\"settings\" : \"{}\" | \"settings\" : \"{\\\"datasets\\\":[{}]}\" | incomplete",
        "\"model\" : \"Ward dictation\" | \"model\" : \"\" | incomplete",
        "\"model\" : \"Ward dictation\" | \"model\" : \"Ward\\u0000\" | incomplete",
        "\"model\" : \"Ward dictation\" | \"model\" : null | incomplete",
        "\"locale\" : \"en-US\" | \"locale\" : \"de-DE\" | something else of the model",
        "\"files\" : { | \"files\" : { \"x\" : {\"sha256\" : null, \"bytes\" : 1}, | missing",
      })
  void isRefusedWithADescriptionThatCannotBe(String from, String to, String why)
      throws IOException {
    assertRefused(signed(text -> text.replace(from.strip(), to.strip())), why.strip());
  }

  @Test
  void isRefusedWithoutItsBaseModelWhichIsNamed() throws IOException {
    String base = files.description(parts).base().sha256();
    String other = "0".repeat(64);
    Path manifest = folder.resolve("model/manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace(base, other));
    Description description = files.description(parts);
    byte[] file =
        ModelFileFixtures.foreign(
            folder,
            new Description(
                description.format(),
                description.formatVersion(),
                description.organization(),
                description.model(),
                description.version(),
                description.description(),
                description.locale(),
                new ModelManifest.Base("20991231", other),
                description.engine(),
                description.seed(),
                description.settings(),
                description.trainedAt(),
                description.expiresAt(),
                description.metrics(),
                description.signers(),
                description.files()),
            parts);

    assertRefused(file, "is not installed here");
    assertRefused(file, "20991231");
  }

  /** Whatever is damaged, before or behind the signature, ends in a sentence. */
  @Test
  void isRefusedOrTakenWhateverIsDamaged() throws IOException {
    Random random = new Random(7);
    for (int damage = 0; damage < DAMAGES; damage++) {
      byte[] file = whole.clone();
      for (int at = random.nextInt(4); at >= 0; at--) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      receive(file);
    }
    for (int damage = 0; damage < DAMAGES; damage++) {
      Map<String, Path> damaged = new HashMap<>(parts);
      for (String name : parts.keySet()) {
        byte[] content = Files.readAllBytes(parts.get(name));
        content[random.nextInt(content.length)] = (byte) random.nextInt(256);
        damaged.put(name, Files.write(folder.resolve(name), content));
      }
      receive(ModelFileFixtures.foreign(folder, files.description(damaged), damaged));
    }
  }

  private void receive(byte[] file) throws IOException {
    try {
      imports.drop(files.receive(file, who), who);
    } catch (FormatException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }
}
