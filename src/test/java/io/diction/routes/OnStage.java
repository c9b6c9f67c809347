package io.diction.routes;

import io.diction.custommodel.CustomModelFixtures;
import io.diction.dataset.DatasetFixtures;
import io.diction.dataset.clip.ClipFixtures;
import io.diction.dataset.contribution.ContributionFixtures;
import io.diction.dataset.dry.DryRunFixtures;
import io.diction.evaluation.EvaluationFixtures;
import io.diction.modelfile.ModelFileFixtures;
import io.diction.organization.OrganizationFixtures;
import io.diction.testing.PortalTest;
import io.diction.transcription.SessionFixtures;
import io.diction.transcription.teaching.TeachingFixtures;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/**
 * A test that calls the addresses of the portal on one {@link Stage}. Nothing is done in the
 * background, so that the scenes stay as they were set up.
 */
@PortalTest
@TestPropertySource(properties = "diction.jobs.here=false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Import({
  OrganizationFixtures.class,
  CustomModelFixtures.class,
  ModelFileFixtures.class,
  DatasetFixtures.class,
  DryRunFixtures.class,
  ClipFixtures.class,
  ContributionFixtures.class,
  SessionFixtures.class,
  TeachingFixtures.class,
  EvaluationFixtures.class,
  Stage.Props.class
})
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OnStage {}
