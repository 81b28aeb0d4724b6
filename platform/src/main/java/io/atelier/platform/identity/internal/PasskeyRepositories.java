package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.Account;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;

/** Keys and their owners, as Spring Security asks for them in one ceremony. */
public final class PasskeyRepositories {
    private PasskeyRepositories() {}

    /** The one owner who makes a key. */
    public static PublicKeyCredentialUserEntityRepository owner(
            PasskeyStore store, Account account, String email, String name) {
        return new Entities(store) {
            @Override
            public PublicKeyCredentialUserEntity findByUsername(String username) {
                return entity(store.handle(account), email, name);
            }
        };
    }

    /** Whoever signs in. */
    public static PublicKeyCredentialUserEntityRepository anybody(PasskeyStore store) {
        return new Entities(store);
    }

    public static UserCredentialRepository keys(PasskeyStore store, Instant now) {
        return new UserCredentialRepository() {
            @Override
            public void delete(Bytes credentialId) {
                throw new UnsupportedOperationException("keys are deleted for their owner only");
            }

            @Override
            public void save(CredentialRecord key) {
                if (!store.save(key, now)) {
                    throw new IllegalStateException("the counter of the key did not go on; it may have been copied");
                }
            }

            @Override
            public @Nullable CredentialRecord findByCredentialId(Bytes credentialId) {
                return store.find(credentialId).orElse(null);
            }

            @Override
            public List<CredentialRecord> findByUserId(Bytes handle) {
                return store.ofHandle(handle);
            }
        };
    }

    private static PublicKeyCredentialUserEntity entity(Bytes handle, String name, String displayName) {
        return ImmutablePublicKeyCredentialUserEntity.builder()
                .id(handle)
                .name(name)
                .displayName(displayName)
                .build();
    }

    private static class Entities implements PublicKeyCredentialUserEntityRepository {
        private final PasskeyStore store;

        Entities(PasskeyStore store) {
            this.store = store;
        }

        @Override
        public @Nullable PublicKeyCredentialUserEntity findById(Bytes handle) {
            return store.account(handle).map(_ -> entity(handle, "", "")).orElse(null);
        }

        @Override
        public @Nullable PublicKeyCredentialUserEntity findByUsername(String username) {
            return null;
        }

        @Override
        public void save(PublicKeyCredentialUserEntity user) {
            throw new UnsupportedOperationException("handles are made by the store");
        }

        @Override
        public void delete(Bytes handle) {
            throw new UnsupportedOperationException("handles live as long as their users");
        }
    }
}
