package io.atelier.platform.access.matrix;

import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordService;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** Knows every public method of the platform's services that is told who acts. */
@Component
class ServiceMethods {
    private static final Pattern ROOM = Pattern.compile("io\\.atelier\\.platform\\.[a-z]+");

    private final ApplicationContext context;

    ServiceMethods(ApplicationContext context) {
        this.context = context;
    }

    /** One method and the bean to call it on. */
    record ServiceMethod(Object bean, Class<?> service, Method method) {
        String room() {
            String room = service.getPackageName();
            return room.substring(room.lastIndexOf('.') + 1);
        }

        String way() {
            return service.getSimpleName() + "." + method.getName();
        }
    }

    List<ServiceMethod> all() {
        List<ServiceMethod> methods = new ArrayList<>();
        for (String name : context.getBeanDefinitionNames()) {
            Object bean = context.getBean(name);
            Class<?> service = AopUtils.getTargetClass(bean);
            if (ROOM.matcher(service.getPackageName()).matches() && isProduct(service)) {
                for (Method method : service.getDeclaredMethods()) {
                    if (Modifier.isPublic(method.getModifiers())
                            && !method.isSynthetic()
                            && Arrays.asList(method.getParameterTypes()).contains(Actor.class)) {
                        methods.add(new ServiceMethod(bean, service, method));
                    }
                }
            }
        }
        methods.sort(Comparator.comparing(ServiceMethod::way)
                .thenComparing(m -> m.method().toString()));
        return methods;
    }

    /** Beans of tests lie in the same packages, and elsewhere on the disk. */
    private static boolean isProduct(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .equals(RecordService.class.getProtectionDomain().getCodeSource());
    }
}
