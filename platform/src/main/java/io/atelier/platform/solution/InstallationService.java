package io.atelier.platform.solution;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Profile;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.EmailRules;
import io.atelier.platform.identity.OwnerInvitationService;
import io.atelier.platform.identity.PasswordRules;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Turns an empty installation into one that its owner can sign in to. */
@Service
public class InstallationService {
    public static final int MAX_NAME = 100;

    private final OwnerInvitationService invitations;
    private final OrgService orgs;
    private final AccessService access;
    private final UserService users;
    private final SignInService signIns;
    private final SolutionService solutions;
    private final TransactionTemplate transaction;

    InstallationService(
            OwnerInvitationService invitations,
            OrgService orgs,
            AccessService access,
            UserService users,
            SignInService signIns,
            SolutionService solutions,
            TransactionTemplate transaction) {
        this.invitations = invitations;
        this.orgs = orgs;
        this.access = access;
        this.users = users;
        this.signIns = signIns;
        this.solutions = solutions;
        this.transaction = transaction;
    }

    /**
     * Makes the organization with the standard CRM, and its owner as administrator. A failure leaves the token usable.
     *
     * @throws ViolationsException if something of the set-up is not good
     * @throws PlatformException {@link ErrorCode#INVALID_TOKEN} if the token is not good
     */
    public Account setUp(String token, OwnerSetup setup) {
        List<Violation> problems = problemsOf(setup);
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
        invitations.claim(token);
        try {
            OrgId org = orgs.create(
                            setup.orgName().strip(), setup.language().getLanguage(), setup.zone(), setup.currency())
                    .id();
            return transaction.execute(_ -> fill(org, setup));
        } catch (RuntimeException e) {
            invitations.release(token);
            throw e;
        }
    }

    private Account fill(OrgId org, OwnerSetup setup) {
        Actor system = Actor.system(org);
        Profile administrator = access.createProfile(system, "Administrator", new Permissions(true, Map.of()));
        access.createProfile(system, "Standard", new Permissions(false, Map.of()));
        solutions.install(org, SolutionService.SALES);
        User owner = users.create(
                org, setup.email(), setup.personName(), administrator.id(), setup.language(), setup.zone());
        Account account = new Account(org, owner.id());
        signIns.setPassword(account, owner.email(), setup.password());
        return account;
    }

    private static List<Violation> problemsOf(OwnerSetup setup) {
        List<Violation> problems = new ArrayList<>();
        checkName(problems, "orgName", setup.orgName());
        checkName(problems, "personName", setup.personName());
        EmailRules.problemOf(setup.email()).ifPresent(problems::add);
        PasswordRules.problemOf(setup.password(), setup.email()).ifPresent(problems::add);
        return problems;
    }

    private static void checkName(List<Violation> problems, String path, String name) {
        if (name.isBlank()) {
            problems.add(new Violation(ErrorCode.MANDATORY_NOT_FOUND, path, "A name is needed."));
        } else if (name.length() > MAX_NAME) {
            problems.add(new Violation(ErrorCode.LIMIT_EXCEEDED, path, "A name has at most 100 characters."));
        }
    }
}
