package io.atelier.studio.security;

import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Closes the pages of ended sessions on this node, which else would show news until somebody clicks. */
@Component
public class OpenBrowsers {
    private static final String ATTRIBUTE = OpenBrowsers.class.getName();

    private final SessionService sessions;
    private final Map<Long, Browser> open = new ConcurrentHashMap<>();

    OpenBrowsers(SessionService sessions, Notices notices) {
        this.sessions = sessions;
        notices.subscribe(notice -> {
            if (notice.topic() == Notice.Topic.SESSIONS) {
                Thread.startVirtualThread(() -> closeEnded(notice));
            }
        });
    }

    private record Browser(Account account, HttpSession session) {}

    /** Remembers the browser until its session is over. */
    public void add(long id, Account account, HttpSession session) {
        open.put(id, new Browser(account, session));
        session.setAttribute(ATTRIBUTE, new HttpSessionBindingListener() {
            @Override
            public void valueUnbound(HttpSessionBindingEvent event) {
                open.remove(id);
            }
        });
    }

    private void closeEnded(Notice notice) {
        open.forEach((id, browser) -> {
            Account account = browser.account();
            if (account.org().equals(notice.org())
                    && Long.toString(account.user().value()).equals(notice.subject())
                    && !sessions.isOpen(id, account)) {
                close(browser.session());
            }
        });
    }

    private static void close(HttpSession session) {
        try {
            session.invalidate();
        } catch (IllegalStateException _) {
            // It is over already.
        }
    }
}
