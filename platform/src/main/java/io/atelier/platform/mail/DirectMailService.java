package io.atelier.platform.mail;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.mail.internal.HeaderText;
import io.atelier.platform.mail.internal.OutgoingMail;
import io.atelier.platform.mail.internal.SmtpDoor;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import java.io.IOException;
import org.springframework.stereotype.Service;

/** Sends mail that is about no record, at once and without keeping it: one-time links must not lie in a table. */
@Service
public class DirectMailService {
    private final SmtpDoor door;
    private final IdGenerator ids;

    DirectMailService(SmtpDoor door, IdGenerator ids) {
        this.door = door;
        this.ids = ids;
    }

    /** Says whether a mail server is named. */
    public boolean isConfigured() {
        return door.isOpen();
    }

    /**
     * Sends, and returns when the server has taken the mail; call it from a job.
     *
     * @param html cleaned or made of escaped texts
     * @throws IOException if it is worth trying again later
     * @throws PlatformException {@link ErrorCode#UNAVAILABLE} if the server refused
     */
    public void send(OrgId org, String senderName, String to, String subject, String html) throws IOException {
        String from = door.from();
        long id = ids.next();
        OutgoingMail mail = new OutgoingMail(
                id,
                Actor.system(org),
                subject,
                "<" + id + from.substring(from.lastIndexOf('@')) + ">",
                "",
                0,
                HeaderText.name(senderName),
                from,
                "",
                HeaderText.address(to),
                HeaderText.subject(subject),
                html,
                0);
        switch (door.send(mail)) {
            case SmtpDoor.Delivery.Taken _ -> {}
            case SmtpDoor.Delivery.Later(String reason) -> throw new IOException(reason);
            case SmtpDoor.Delivery.Refused(String reason) -> throw new PlatformException(ErrorCode.UNAVAILABLE, reason);
        }
    }
}
