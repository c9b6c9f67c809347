package io.diction;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.data.jdbc.test.autoconfigure.DataJdbcTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;

/** The house rules that a compiler cannot hold. */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.diction");
  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages("io.diction");

  @Test
  void speechKnowsNothingOfThePortal() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.diction.speech..")
            .should()
            .dependOnClassesThat(
                JavaClass.Predicates.resideInAnyPackage(
                        "io.diction..",
                        "org.springframework..",
                        "jakarta..",
                        "java.sql..",
                        "javax.sql..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage("io.diction.speech.."))));
  }

  @Test
  void controllersArePackagePrivate() {
    check(
        classes()
            .that()
            .areMetaAnnotatedWith(Controller.class)
            .or()
            .areMetaAnnotatedWith(ControllerAdvice.class)
            .should()
            .notBePublic());
  }

  @Test
  void controllersKeepTheirHandlersToThePackage() {
    check(
        methods()
            .that()
            .areDeclaredInClassesThat()
            .areMetaAnnotatedWith(Controller.class)
            .should()
            .notHaveModifier(PUBLIC));
  }

  @Test
  void dependenciesComeThroughConstructors() {
    check(
        noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class));
  }

  @Test
  void settingsAreRecordsOfTheirModule() {
    check(
        classes()
            .that()
            .areAnnotatedWith(ConfigurationProperties.class)
            .should()
            .beRecords()
            .andShould()
            .notBePublic());
  }

  @Test
  void onlyTheCommandLineWritesToTheConsole() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.diction.cli..")
            // A child process talks to its parent through its streams.
            .and()
            .haveSimpleNameNotEndingWith("Process")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS));
  }

  @Test
  void nobodyUsesTheJdksLogging() {
    check(GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);
  }

  @Test
  void nobodySleeps() {
    check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
  }

  @Test
  void whatMayBeMissingIsFound() {
    check(
        methods()
            .that()
            .haveNameMatching("find([A-Z].*)?")
            .and()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage("io.diction.speech..")
            // Spring Session's own interface says null.
            .and()
            .areDeclaredInClassesThat()
            .areNotAssignableTo(SessionRepository.class)
            .should()
            .haveRawReturnType(Optional.class));
  }

  @Test
  void packagesAreNamedAfterFeatures() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..helper..", "..impl..", "..misc.."));
  }

  @Test
  void typesAreNamedAfterThingsOfTheField() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*(Manager|Helper|Utils?|Processor|Dto|DTO|Impl|Abstract\\w*)"));
  }

  @Test
  void testsUseOurComposedAnnotations() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.diction.testing")
        .should()
        .beAnnotatedWith(SpringBootTest.class)
        .orShould()
        .beAnnotatedWith(DataJdbcTest.class)
        .orShould()
        .beAnnotatedWith(WebMvcTest.class)
        .check(TESTS);
  }

  private static void check(ArchRule rule) {
    rule.check(PRODUCT);
  }
}
