// Sends the forms of this address without leaving the page. Without it they work as well, with a page of thanks.
(() => {
    const address = new URL(document.currentScript.src).href.replace(/\/form\.js(\?.*)?$/, '');

    const say = (form, text, role) => {
        let place = form.querySelector('[data-atelier-message]');
        if (!place) {
            place = document.createElement('p');
            place.setAttribute('data-atelier-message', '');
            form.prepend(place);
        }
        place.setAttribute('role', role);
        place.textContent = text;
    };

    const mark = (form, errors) => {
        for (const control of form.elements) {
            const error = errors[control.name];
            control.toggleAttribute('aria-invalid', Boolean(error));
            if (error && control.setCustomValidity) {
                control.setCustomValidity(error);
                control.addEventListener('input', () => control.setCustomValidity(''), { once: true });
            }
        }
        form.reportValidity();
    };

    const enhance = (form) => {
        form.addEventListener('submit', async (event) => {
            event.preventDefault();
            const button = form.querySelector('button[type=submit]');
            button.disabled = true;
            try {
                const response = await fetch(form.action, {
                    method: 'POST',
                    credentials: 'omit',
                    headers: { Accept: 'application/json' },
                    body: new URLSearchParams(new FormData(form)),
                });
                const answer = await response.json();
                if (response.ok) {
                    const thanks = document.createElement('p');
                    thanks.setAttribute('role', 'status');
                    thanks.textContent = answer.message;
                    form.replaceWith(thanks);
                } else {
                    say(form, answer.message, 'alert');
                    mark(form, answer.errors || {});
                }
            } catch {
                form.submit();
            } finally {
                button.disabled = false;
            }
        });
    };

    const start = () => {
        for (const form of document.querySelectorAll('form')) {
            if (form.action.split('?')[0] === address) {
                enhance(form);
            }
        }
    };
    if (document.readyState === 'loading') {
        document.addEventListener('DOMContentLoaded', start);
    } else {
        start();
    }
})();
