package io.atelier.platform.oauth.internal;

import io.atelier.platform.oauth.ApiClient;
import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientKind;
import io.atelier.platform.oauth.ApiGrant;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of clients, codes, grants and tokens. */
@Repository
public class OAuthStore {
    private final JdbcClient jdbc;

    OAuthStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A client with what only this package's services need of it. */
    public record Client(OrgId org, UserId createdBy, String secretHash, ApiClient client) {}

    /** What tokens stand for. */
    public record Grant(long id, String clientId, UserId user, List<Scope> scopes) {}

    /** What a code stands for. */
    public record Code(UserId user, List<Scope> scopes, String redirectUri, String challenge) {}

    public void insertClient(Actor actor, ApiClient client, String secretHash) {
        ApiClientData data = client.data();
        jdbc.sql("""
                        insert into atelier.api_client (client_id, org_id, name, secret_hash, created_by, created_time, kind,
                            confidential, redirect_uris, scopes)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        client.clientId(),
                        actor.org().value(),
                        data.name(),
                        secretHash,
                        actor.user().value(),
                        client.createdTime().atOffset(ZoneOffset.UTC),
                        data.kind().name(),
                        data.confidential(),
                        data.redirectUris().toArray(String[]::new),
                        texts(data.scopes()))
                .update();
    }

    public List<ApiClient> clients(OrgId org) {
        return jdbc.sql("select * from atelier.api_client where org_id = ? order by created_time, client_id")
                .param(org.value())
                .query((row, _) -> client(row).client())
                .list();
    }

    public Optional<Client> client(String clientId) {
        return jdbc.sql("select * from atelier.api_client where client_id = ?")
                .param(clientId)
                .query((row, _) -> client(row))
                .optional();
    }

    private static Client client(ResultSet row) throws SQLException {
        String[] redirects = (String[]) row.getArray("redirect_uris").getArray();
        ApiClientData data = new ApiClientData(
                row.getString("name"),
                ApiClientKind.valueOf(row.getString("kind")),
                row.getBoolean("confidential"),
                List.of(redirects),
                scopes(row));
        return new Client(
                new OrgId(row.getLong("org_id")),
                new UserId(row.getLong("created_by")),
                row.getString("secret_hash"),
                new ApiClient(
                        row.getString("client_id"),
                        data,
                        row.getTimestamp("created_time").toInstant()));
    }

    public int deleteClient(OrgId org, String clientId) {
        return jdbc.sql("delete from atelier.api_client where org_id = ? and client_id = ?")
                .params(org.value(), clientId)
                .update();
    }

    /** @param redirectUri and challenge are empty for codes made in set-up */
    public void insertCode(
            String codeHash,
            String clientId,
            UserId user,
            List<Scope> scopes,
            Instant expires,
            String redirectUri,
            String challenge) {
        jdbc.sql("""
                        insert into atelier.api_code (code_hash, client_id, user_id, scopes, expires, redirect_uri, challenge)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        codeHash,
                        clientId,
                        user.value(),
                        texts(scopes),
                        expires.atOffset(ZoneOffset.UTC),
                        redirectUri,
                        challenge)
                .update();
    }

    /** Uses a code up: of several at once, one gets it. */
    public Optional<Code> useCode(String codeHash, String clientId, Instant now) {
        return jdbc.sql("""
                        update atelier.api_code set used = ?
                        where code_hash = ? and client_id = ? and used is null and expires > ?
                        returning user_id, scopes, redirect_uri, challenge""")
                .params(now.atOffset(ZoneOffset.UTC), codeHash, clientId, now.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Code(
                        new UserId(row.getLong("user_id")),
                        scopes(row),
                        row.getString("redirect_uri"),
                        row.getString("challenge")))
                .optional();
    }

    /** A code that comes twice was stolen from somebody: nothing that it brought stays good. */
    public Optional<Grant> deleteGrantOfCode(String codeHash, String clientId) {
        return jdbc.sql("delete from atelier.api_grant where code_hash = ? and client_id = ? returning *")
                .params(codeHash, clientId)
                .query(OAuthStore::grant)
                .optional();
    }

    public void insertGrant(Grant grant, Optional<String> codeHash, Instant now) {
        jdbc.sql("""
                        insert into atelier.api_grant (id, client_id, user_id, scopes, code_hash, created_time)
                        values (?, ?, ?, ?, nullif(?, ''), ?)""")
                .params(
                        grant.id(),
                        grant.clientId(),
                        grant.user().value(),
                        texts(grant.scopes()),
                        codeHash.orElse(""),
                        now.atOffset(ZoneOffset.UTC))
                .update();
    }

    public void insertRefresh(String refreshHash, long grantId, Instant now) {
        jdbc.sql("insert into atelier.api_refresh_token (token_hash, grant_id, created_time) values (?, ?, ?)")
                .params(refreshHash, grantId, now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Finds the grant of a refresh token, used or not, and keeps others from using it until the transaction ends. */
    public Optional<Grant> grantOfRefresh(String refreshHash, String clientId) {
        return jdbc.sql("""
                        select g.* from atelier.api_refresh_token r join atelier.api_grant g on g.id = r.grant_id
                        where r.token_hash = ? and g.client_id = ? for update of g""")
                .params(refreshHash, clientId)
                .query(OAuthStore::grant)
                .optional();
    }

    /** Returns false if the token was used before. */
    public boolean useRefresh(String refreshHash, Instant now) {
        return jdbc.sql("update atelier.api_refresh_token set used = ? where token_hash = ? and used is null")
                        .params(now.atOffset(ZoneOffset.UTC), refreshHash)
                        .update()
                > 0;
    }

    public void deleteGrant(long grantId) {
        jdbc.sql("delete from atelier.api_grant where id = ?").param(grantId).update();
    }

    /** Deletes a grant of a client of the organization; returns what it was. */
    public Optional<Grant> deleteGrant(OrgId org, long grantId) {
        return jdbc.sql("""
                        delete from atelier.api_grant g using atelier.api_client c
                        where g.id = ? and c.client_id = g.client_id and c.org_id = ? returning g.*""")
                .params(grantId, org.value())
                .query(OAuthStore::grant)
                .optional();
    }

    /** Finds the one grant of a client that needs no code, and keeps others from using it until the transaction ends. */
    public Optional<Grant> standingGrant(String clientId) {
        jdbc.sql("select 1 from atelier.api_client where client_id = ? for update")
                .param(clientId)
                .query(Integer.class)
                .optional();
        return jdbc.sql("select * from atelier.api_grant where client_id = ? and code_hash is null")
                .param(clientId)
                .query(OAuthStore::grant)
                .optional();
    }

    public List<ApiGrant> grants(OrgId org, String clientId) {
        return jdbc.sql("""
                        select g.* from atelier.api_grant g join atelier.api_client c on c.client_id = g.client_id
                        where c.org_id = ? and g.client_id = ? order by g.created_time desc, g.id desc""")
                .params(org.value(), clientId)
                .query((row, _) -> apiGrant(row))
                .list();
    }

    private static ApiGrant apiGrant(ResultSet row) throws SQLException {
        @Nullable Timestamp used = row.getTimestamp("last_used");
        return new ApiGrant(
                row.getLong("id"),
                row.getString("client_id"),
                new UserId(row.getLong("user_id")),
                scopes(row),
                row.getTimestamp("created_time").toInstant(),
                Optional.ofNullable(used).map(Timestamp::toInstant),
                row.getString("last_address"));
    }

    public void insertAccessToken(String tokenHash, long grantId, List<Scope> scopes, Instant expires) {
        jdbc.sql("insert into atelier.api_access_token (token_hash, grant_id, scopes, expires) values (?, ?, ?, ?)")
                .params(tokenHash, grantId, texts(scopes), expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Counts access tokens of a grant that expire later than that. */
    public int countTokens(long grantId, Instant later) {
        return jdbc.sql("select count(*) from atelier.api_access_token where grant_id = ? and expires > ?")
                .params(grantId, later.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    public void deleteExpired(Instant now) {
        jdbc.sql("delete from atelier.api_access_token where expires < ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** What a revocation ended. */
    public record Ended(Client client, Grant grant) {}

    /** Deletes an access token, or a grant by one of its refresh tokens; returns whose they were. */
    public List<Ended> deleteToken(String hash) {
        List<Grant> grants = jdbc.sql("""
                        with access as (delete from atelier.api_access_token where token_hash = ? returning grant_id)
                        select g.* from access a join atelier.api_grant g on g.id = a.grant_id""").param(hash).query(OAuthStore::grant).list();
        if (grants.isEmpty()) {
            grants = jdbc.sql("""
                            delete from atelier.api_grant g using atelier.api_refresh_token r
                            where r.token_hash = ? and r.grant_id = g.id returning g.*""").param(hash).query(OAuthStore::grant).list();
        }
        return grants.stream()
                .flatMap(grant -> client(grant.clientId()).stream().map(client -> new Ended(client, grant)))
                .toList();
    }

    /** Deletes codes, and grants with their tokens, that act as the user. */
    public void deleteAllOf(OrgId org, UserId user) {
        for (String table : List.of("api_code", "api_grant")) {
            jdbc.sql("delete from atelier." + table + " g using atelier.api_client c"
                            + " where c.client_id = g.client_id and c.org_id = ? and g.user_id = ?")
                    .params(org.value(), user.value())
                    .update();
        }
    }

    /** An access token that exists. */
    public record Token(long grantId, Authorization authorization, Instant expires) {}

    public Optional<Token> token(String tokenHash) {
        return jdbc.sql("""
                        select c.org_id, c.client_id, c.name, g.id, g.user_id, coalesce(t.scopes, g.scopes) as scopes, t.expires
                        from atelier.api_access_token t
                        join atelier.api_grant g on g.id = t.grant_id
                        join atelier.api_client c on c.client_id = g.client_id
                        where t.token_hash = ?""")
                .param(tokenHash)
                .query((row, _) -> new Token(
                        row.getLong("id"),
                        new Authorization(
                                new Actor(
                                        new OrgId(row.getLong("org_id")),
                                        new UserId(row.getLong("user_id")),
                                        Channel.API,
                                        row.getString("name"),
                                        0),
                                scopes(row),
                                row.getString("client_id")),
                        row.getTimestamp("expires").toInstant()))
                .optional();
    }

    public void touch(long grantId, Instant now, String address) {
        jdbc.sql("update atelier.api_grant set last_used = ?, last_address = ? where id = ?")
                .params(now.atOffset(ZoneOffset.UTC), address, grantId)
                .update();
    }

    private static Grant grant(ResultSet row, int index) throws SQLException {
        return new Grant(
                row.getLong("id"), row.getString("client_id"), new UserId(row.getLong("user_id")), scopes(row));
    }

    private static List<Scope> scopes(ResultSet row) throws SQLException {
        String[] texts = (String[]) row.getArray("scopes").getArray();
        return Arrays.stream(texts).map(Scope::new).toList();
    }

    private static String[] texts(List<Scope> scopes) {
        return scopes.stream().map(Scope::text).toArray(String[]::new);
    }
}
