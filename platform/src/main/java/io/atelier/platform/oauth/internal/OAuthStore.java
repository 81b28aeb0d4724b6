package io.atelier.platform.oauth.internal;

import io.atelier.platform.oauth.ApiClient;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of clients, codes, grants and tokens. */
@Repository
public class OAuthStore {
    private final JdbcClient jdbc;

    OAuthStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a code or a refresh token stands for. */
    public record Grant(long id, String clientId, UserId user, List<Scope> scopes) {}

    public void insertClient(Actor actor, ApiClient client, String secretHash) {
        jdbc.sql("""
                        insert into atelier.api_client (client_id, org_id, name, secret_hash, created_by, created_time)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        client.clientId(),
                        actor.org().value(),
                        client.name(),
                        secretHash,
                        actor.user().value(),
                        client.createdTime().atOffset(ZoneOffset.UTC))
                .update();
    }

    public List<ApiClient> clients(OrgId org) {
        return jdbc.sql("select * from atelier.api_client where org_id = ? order by created_time, client_id")
                .param(org.value())
                .query((row, _) -> new ApiClient(
                        row.getString("client_id"),
                        row.getString("name"),
                        row.getTimestamp("created_time").toInstant()))
                .list();
    }

    public int deleteClient(OrgId org, String clientId) {
        return jdbc.sql("delete from atelier.api_client where org_id = ? and client_id = ?")
                .params(org.value(), clientId)
                .update();
    }

    public Optional<String> secretHash(String clientId) {
        return jdbc.sql("select secret_hash from atelier.api_client where client_id = ?")
                .param(clientId)
                .query(String.class)
                .optional();
    }

    public void insertCode(String codeHash, String clientId, UserId user, List<Scope> scopes, Instant expires) {
        jdbc.sql("""
                        insert into atelier.api_code (code_hash, client_id, user_id, scopes, expires)
                        values (?, ?, ?, ?, ?)""")
                .params(codeHash, clientId, user.value(), texts(scopes), expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Uses a code up: of several at once, one gets it. */
    public Optional<Grant> useCode(String codeHash, String clientId, Instant now) {
        return jdbc.sql("""
                        update atelier.api_code set used = ?
                        where code_hash = ? and client_id = ? and used is null and expires > ?
                        returning 0 as id, client_id, user_id, scopes""")
                .params(now.atOffset(ZoneOffset.UTC), codeHash, clientId, now.atOffset(ZoneOffset.UTC))
                .query(OAuthStore::grant)
                .optional();
    }

    /** A code that comes twice was stolen from somebody: nothing that it brought stays good. */
    public boolean deleteGrantOfCode(String codeHash, String clientId) {
        return jdbc.sql("delete from atelier.api_grant where code_hash = ? and client_id = ?")
                        .params(codeHash, clientId)
                        .update()
                > 0;
    }

    /** Returns whose client that is. */
    public Optional<OrgId> orgOfClient(String clientId) {
        return jdbc.sql("select org_id from atelier.api_client where client_id = ?")
                .param(clientId)
                .query((row, _) -> new OrgId(row.getLong("org_id")))
                .optional();
    }

    public void insertGrant(Grant grant, String codeHash, String refreshHash, Instant now) {
        jdbc.sql("""
                        insert into atelier.api_grant (id, client_id, user_id, scopes, code_hash, refresh_hash, created_time)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        grant.id(),
                        grant.clientId(),
                        grant.user().value(),
                        texts(grant.scopes()),
                        codeHash,
                        refreshHash,
                        now.atOffset(ZoneOffset.UTC))
                .update();
    }

    public Optional<Grant> findGrant(String refreshHash, String clientId) {
        return jdbc.sql("select * from atelier.api_grant where refresh_hash = ? and client_id = ?")
                .params(refreshHash, clientId)
                .query(OAuthStore::grant)
                .optional();
    }

    public void insertAccessToken(String tokenHash, long grantId, Instant expires) {
        jdbc.sql("insert into atelier.api_access_token (token_hash, grant_id, expires) values (?, ?, ?)")
                .params(tokenHash, grantId, expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    public void deleteExpired(Instant now) {
        jdbc.sql("delete from atelier.api_access_token where expires < ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Deletes an access token, or a grant by its refresh token; returns whose they were. */
    public List<OrgId> deleteToken(String hash) {
        return jdbc.sql("""
                        with access as (delete from atelier.api_access_token where token_hash = ? returning grant_id),
                        refresh as (delete from atelier.api_grant where refresh_hash = ? returning client_id)
                        select c.org_id from access a join atelier.api_grant g on g.id = a.grant_id
                        join atelier.api_client c on c.client_id = g.client_id
                        union select c.org_id from refresh r join atelier.api_client c on c.client_id = r.client_id""")
                .params(hash, hash)
                .query((row, _) -> new OrgId(row.getLong("org_id")))
                .list();
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
    public record Token(Authorization authorization, Instant expires) {}

    public Optional<Token> token(String tokenHash) {
        return jdbc.sql("""
                        select c.org_id, c.name, g.user_id, g.scopes, t.expires
                        from atelier.api_access_token t
                        join atelier.api_grant g on g.id = t.grant_id
                        join atelier.api_client c on c.client_id = g.client_id
                        where t.token_hash = ?""")
                .param(tokenHash)
                .query((row, _) -> new Token(
                        new Authorization(
                                new Actor(
                                        new OrgId(row.getLong("org_id")),
                                        new UserId(row.getLong("user_id")),
                                        Channel.API,
                                        row.getString("name"),
                                        0),
                                scopes(row)),
                        row.getTimestamp("expires").toInstant()))
                .optional();
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
