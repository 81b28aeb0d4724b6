package io.atelier.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.atelier.bench.data.Leads;
import io.atelier.bench.data.Stock;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.ProfileService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenRequest;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.solution.SolutionService;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** The platform, started with its REST server on a free port, and an organization with people in it. */
final class Product implements AutoCloseable {
    private static final String NAME = "Bench";
    private static final int PEOPLE = 30;
    private static final Permissions EVERYTHING = new Permissions(true, Map.of());
    /** Works with records, and makes an API client for that. */
    private static final Permissions MEMBER = new Permissions(
            false,
            Stream.concat(Permission.everyday().stream(), Stream.of(Permission.SETUP, Permission.MANAGE_API_CLIENTS))
                    .collect(Collectors.toSet()),
            Map.of());

    private final ConfigurableApplicationContext context;
    private final Organization organization;
    private final List<User> people;
    private final Duration startTime;
    private final Instant started = Instant.now();

    private Product(ConfigurableApplicationContext context, Duration startTime) {
        this.context = context;
        this.startTime = startTime;
        this.organization = bean(OrgService.class).all().stream()
                .filter(candidate -> candidate.name().equals(NAME))
                .findFirst()
                .orElseGet(this::create);
        this.people = bean(UserService.class).all(organization.id()).stream()
                .filter(user -> user.email().startsWith("person"))
                .sorted(Comparator.comparing(User::email))
                .toList();
    }

    static Product start(Path data) {
        long start = System.nanoTime();
        SpringApplication application = new SpringApplication(BenchApplication.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setDefaultProperties(Map.of(
                "atelier.api.concurrent-calls", "1000",
                "atelier.api.calls-a-minute", "1000000",
                "server.port", "0",
                "spring.threads.virtual.enabled", System.getProperty("vt", "true"),
                "spring.main.banner-mode", "off",
                "spring.jooq.sql-dialect", "POSTGRES",
                "spring.liquibase.enabled", "false",
                "atelier.database.data-folder", data.toString(),
                "logging.level.root", "warn",
                "logging.level.org.jooq.Constants", "off"));
        ConfigurableApplicationContext context = application.run();
        return new Product(context, Duration.ofNanos(System.nanoTime() - start));
    }

    private Organization create() {
        Organization made =
                bean(OrgService.class).create(NAME, "en", ZoneId.of("Europe/Berlin"), Currency.getInstance("EUR"));
        bean(SolutionService.class).install(made.id(), SolutionService.SALES);
        Actor system = Actor.system(made.id());
        long administrators = bean(AccessService.class)
                .createProfile(system, "Administrators", EVERYTHING)
                .id();
        long members = bean(AccessService.class)
                .createProfile(system, "Members", MEMBER)
                .id();
        IntStream.range(0, PEOPLE)
                .forEach(i -> bean(UserService.class)
                        .create(
                                made.id(),
                                "person%02d@example.org".formatted(i),
                                "Person " + i,
                                i == Leads.RARE_OWNER ? members : administrators,
                                Locale.ENGLISH,
                                ZoneId.of("Europe/Berlin")));
        return made;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Duration startTime() {
        return startTime;
    }

    Organization organization() {
        return organization;
    }

    List<User> people() {
        return people;
    }

    Actor administrator() {
        return Actor.person(organization.id(), people.get(1).id());
    }

    /** Gives the members what they have in this release. */
    void renewProfiles() {
        long members = people.get(Leads.RARE_OWNER).profileId();
        bean(AccessService.class).profiles(administrator()).stream()
                .filter(profile -> profile.id() == members)
                .forEach(profile ->
                        bean(ProfileService.class).change(administrator(), members, profile.permissions(), MEMBER));
    }

    /** Returns who owns one lead in a hundred, and is no administrator. */
    Actor member() {
        return Actor.person(organization.id(), people.get(Leads.RARE_OWNER).id());
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    HikariDataSource database() {
        return (HikariDataSource) bean(DataSource.class);
    }

    OrgModel model() {
        return bean(MetadataService.class).model(organization.id());
    }

    ModuleDef leads() {
        return model().module(Leads.MODULE);
    }

    Stock stock() {
        return new Stock(
                database(),
                organization.id(),
                people.stream().map(user -> user.id().value()).toList());
    }

    String table(String module) {
        return SqlNames.table(organization.id(), model().module(module));
    }

    long count(String module) throws SQLException {
        try (Connection connection = database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table(module))) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Makes the module if it is not there. */
    ModuleDef module(ModuleDef wish) {
        if (model().findModule(wish.apiName()).isEmpty()) {
            MetadataService metadata = bean(MetadataService.class);
            metadata.apply(metadata.plan(organization.id(), List.of(new SchemaChange.CreateModule(wish))));
        }
        return model().module(wish.apiName());
    }

    /** Returns an access token of the administrator for everything that the API offers. */
    String token() {
        return token(administrator());
    }

    /** Returns an access token of the member. */
    String memberToken() {
        return token(member());
    }

    private String token(Actor actor) {
        ApiClientService clients = bean(ApiClientService.class);
        clients.all(actor).stream()
                .filter(client ->
                        client.name().equals(NAME) && !client.createdTime().isAfter(started))
                .forEach(client -> clients.delete(actor, client.clientId()));
        NewApiClient client = clients.create(actor, NAME);
        String code =
                clients.grantCode(actor, client.clientId(), Scope.parse("ZohoCRM.modules.ALL,ZohoCRM.settings.ALL"));
        return token(bean(TokenService.class)
                .exchangeCode(new TokenRequest(
                        client.clientId(), Optional.of(client.secret()), code, Optional.empty(), Optional.empty())));
    }

    private static String token(TokenAnswer answer) {
        return switch (answer) {
            case TokenAnswer.Issued issued -> issued.accessToken();
            case TokenAnswer.Refused(String error) -> throw new IllegalStateException("no token: " + error);
            case TokenAnswer.TooMany(long seconds) ->
                throw new IllegalStateException("no token for " + seconds + " seconds");
        };
    }

    @Override
    public void close() {
        context.close();
    }
}
