package io.diction.organization.demo;

import io.diction.StartRefused;
import io.diction.identity.Ids;
import io.diction.identity.OrganizationId;
import io.diction.identity.Role;
import io.diction.identity.SignedIn;
import io.diction.identity.UserId;
import io.diction.organization.Organization;
import io.diction.organization.Organization.Limits;
import io.diction.organization.Organizations;
import io.diction.organization.member.User;
import io.diction.organization.member.Users;
import io.diction.organization.plan.Credits;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the example organizations before the first request is served, then calls the others. */
@Component
@Profile("demo")
public final class Demo implements SmartInitializingSingleton {
  /** Of every example user. */
  public static final String PASSWORD = "diction-demo";

  /** One line of the sign-in page. */
  public record Person(String email, Role role, String organization) {}

  private static final OrganizationId OPERATIONS = id(0);
  private static final OrganizationId RESELLER = id(1);
  private static final OrganizationId HOSPITAL = id(2);
  private static final OrganizationId LAW_FIRM = id(3);
  private static final OrganizationId INDEPENDENT = id(4);

  private static final Map<OrganizationId, String> NAMES =
      Map.of(
          OPERATIONS, "Diction Operations",
          RESELLER, "Northwind Speech",
          HOSPITAL, "Lakeside Hospital",
          LAW_FIRM, "Harbour Legal",
          INDEPENDENT, "Meridian Media");

  private static final List<User> USERS =
      List.of(
          user(HOSPITAL, "user@lakeside.example", "Uma Lindqvist", Role.USER),
          user(HOSPITAL, "admin@lakeside.example", "Oren Castell", Role.ORGADMIN),
          user(RESELLER, "reseller@northwind.example", "Renata Okafor", Role.RESELLER),
          user(OPERATIONS, "sysop@operations.example", "Silvan Brandt", Role.SYSOP),
          user(LAW_FIRM, "user@harbour.example", "Ulrich Moreau", Role.USER),
          user(LAW_FIRM, "admin@harbour.example", "Odette Farrow", Role.ORGADMIN),
          user(INDEPENDENT, "user@meridian.example", "Ursa Kimura", Role.USER),
          user(INDEPENDENT, "admin@meridian.example", "Oskar Delgado", Role.ORGADMIN));

  /** To compare takes long: for each hash whether it is one of the example password. */
  private final Map<String, Boolean> hashes = new ConcurrentHashMap<>();

  private final Organizations organizations;
  private final Users users;
  private final Credits credits;
  private final PasswordEncoder encoder;
  private final TransactionTemplate transaction;
  private final ObjectProvider<DemoData> others;
  private final ServerProperties server;

  Demo(
      Organizations organizations,
      Users users,
      Credits credits,
      PasswordEncoder encoder,
      TransactionTemplate transaction,
      ObjectProvider<DemoData> others,
      ServerProperties server) {
    this.organizations = organizations;
    this.users = users;
    this.credits = credits;
    this.encoder = encoder;
    this.transaction = transaction;
    this.others = others;
    this.server = server;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (server.getAddress() == null
        || !server.getAddress().isLoopbackAddress()
        || server.getForwardHeadersStrategy() != null) {
      // Also behind a proxy: the sign-in page would show the passwords to everyone.
      throw new StartRefused(
          "Example users, whose passwords anybody can read, would be reachable from other machines."
              + " Choose another profile, such as --spring.profiles.active=live");
    }
    if (organizations.find(OPERATIONS).isEmpty()) {
      transaction.executeWithoutResult(status -> addOrganizations());
    }
    DemoOrganizations demo = organizations();
    others.orderedStream().forEach(other -> other.add(demo));
  }

  /** Who can sign in with the password that all had, in the order of the sign-in page. */
  public List<Person> people() {
    return USERS.stream().flatMap(user -> person(user).stream()).toList();
  }

  private Optional<Person> person(User user) {
    return users
        .findCredential(user.email())
        .filter(known -> hashes.computeIfAbsent(known.passwordHash(), this::isOfExamples))
        .flatMap(known -> users.findSignedIn(known.user()))
        .map(now -> new Person(user.email(), now.role(), NAMES.get(user.organization())));
  }

  private boolean isOfExamples(String hash) {
    return encoder.matches(PASSWORD, hash);
  }

  DemoOrganizations organizations() {
    return new DemoOrganizations(RESELLER, HOSPITAL, LAW_FIRM, INDEPENDENT, signedIn());
  }

  private void addOrganizations() {
    User first = USERS.stream().filter(user -> user.role() == Role.SYSOP).findFirst().orElseThrow();
    SignedIn sysop =
        new SignedIn(
            first.id(), first.organization(), first.role(), first.displayName(), ZoneOffset.UTC);
    add(sysop, OPERATIONS, null, false);
    add(sysop, RESELLER, null, true);
    add(sysop, HOSPITAL, RESELLER, false);
    add(sysop, LAW_FIRM, RESELLER, false);
    add(sysop, INDEPENDENT, null, false);
    String hash = encoder.encode(PASSWORD);
    USERS.forEach(user -> users.add(sysop, user, hash));
  }

  private void add(
      SignedIn sysop, OrganizationId id, @Nullable OrganizationId parent, boolean reseller) {
    organizations.add(
        sysop,
        new Organization(
            id, parent, NAMES.get(id), reseller, ZoneId.of("UTC"), Limits.NONE, false));
    credits.grant(sysop, id, 10, "");
  }

  private List<SignedIn> signedIn() {
    return USERS.stream()
        .flatMap(user -> users.findCredential(user.email()).stream())
        .flatMap(credential -> users.findSignedIn(credential.user()).stream())
        .toList();
  }

  private static OrganizationId id(int number) {
    return new OrganizationId(new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number));
  }

  private static User user(OrganizationId organization, String email, String name, Role role) {
    return new User(new UserId(Ids.next()), organization, email, name, role, false);
  }
}
