package io.atelier.platform.org.internal;

import io.atelier.platform.database.ViewOnly;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets who looks as another user only look. Stands before every method of a service that takes an actor first, so none can
 * forget: a method that is declared to write is refused at once, any other runs on connections that change nothing.
 */
@Component
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
final class ViewAsAdvisor extends StaticMethodMatcherPointcutAdvisor implements MethodInterceptor {

    ViewAsAdvisor() {
        setAdvice(this);
        // Before the transaction begins: its connection must be one of those.
        setOrder(Ordered.HIGHEST_PRECEDENCE);
    }

    @Override
    public boolean matches(Method method, Class<?> target) {
        return Modifier.isPublic(method.getModifiers())
                && method.getParameterCount() > 0
                && method.getParameterTypes()[0] == Actor.class
                && AnnotatedElementUtils.hasAnnotation(target, Service.class);
    }

    @Override
    public @Nullable Object invoke(MethodInvocation call) throws Throwable {
        if (!(call.getArguments()[0] instanceof Actor actor) || actor.channel() != Channel.VIEW_AS) {
            return call.proceed();
        }
        if (writes(call) || isWithinWrites()) {
            throw ViewOnly.refusal();
        }
        try (ViewOnly.Scope _ = ViewOnly.begin()) {
            return call.proceed();
        } catch (RuntimeException e) {
            throw ViewOnly.isRefusal(e) ? ViewOnly.refusal() : e;
        }
    }

    private static boolean writes(MethodInvocation call) {
        Class<?> target =
                call.getThis() == null ? call.getMethod().getDeclaringClass() : AopUtils.getTargetClass(call.getThis());
        Method method = AopUtils.getMostSpecificMethod(call.getMethod(), target);
        Transactional declared = AnnotatedElementUtils.findMergedAnnotation(method, Transactional.class);
        return declared != null && !declared.readOnly();
    }

    /** A transaction that began before, for somebody else, would take its changes along. */
    private static boolean isWithinWrites() {
        return !ViewOnly.isOn()
                && TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly();
    }
}
