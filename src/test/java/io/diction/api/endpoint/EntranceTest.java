package io.diction.api.endpoint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diction.api.answer.ApiError;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import org.junit.jupiter.api.Test;

class EntranceTest {
  private final Entrance entrance = new Entrance();

  @Test
  void leavesRoomForOtherOrganizations() {
    OrganizationId busy = organization();
    for (int i = 0; i < Entrance.MOST_OF_ONE; i++) {
      entrance.enter(busy);
    }

    assertThatThrownBy(() -> entrance.enter(busy))
        .isInstanceOf(ApiError.class)
        .hasMessageContaining("most at once");
    assertThatCode(() -> entrance.enter(organization())).doesNotThrowAnyException();

    entrance.leave(busy);
    assertThatCode(() -> entrance.enter(busy)).doesNotThrowAnyException();
  }

  @Test
  void leavesThreadsForThePortal() {
    OrganizationId last = organization();
    entrance.enter(last);
    for (int i = 1; i < Entrance.MOST; i++) {
      entrance.enter(organization());
    }

    assertThatThrownBy(() -> entrance.enter(organization()))
        .isInstanceOf(ApiError.class)
        .hasMessageContaining("just now");

    entrance.leave(last);
    assertThatCode(() -> entrance.enter(organization())).doesNotThrowAnyException();
  }

  private static OrganizationId organization() {
    return new OrganizationId(Ids.next());
  }
}
