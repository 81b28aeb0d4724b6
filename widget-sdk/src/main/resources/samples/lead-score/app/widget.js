// Shows the lead of the current page and lets the user set its rating.
(function () {
  'use strict';

  const TEXTS = {
    en: {
      title: 'Lead score',
      rating: 'Rating',
      none: 'None',
      save: 'Save rating',
      saving: 'Saving…',
      saved: 'Saved',
      unnamed: 'Lead without a name',
      noCompany: 'No company',
      missing: 'This lead cannot be found, or you may not see it.',
      noLead: 'Open a lead to see its score.',
      failed: 'Not saved: ',
      unreadable: 'Cannot be read: ',
    },
    ru: {
      title: 'Оценка лида',
      rating: 'Рейтинг',
      none: 'Нет',
      save: 'Сохранить рейтинг',
      saving: 'Сохраняется…',
      saved: 'Сохранено',
      unnamed: 'Лид без имени',
      noCompany: 'Компания не указана',
      missing: 'Лид не найден или недоступен вам.',
      noLead: 'Откройте лид, чтобы увидеть оценку.',
      failed: 'Не сохранено: ',
      unreadable: 'Не удалось прочитать: ',
    },
  };

  const element = (id) => document.getElementById(id);
  let texts = TEXTS.en;
  let leadId = null;
  let saved = '';

  function useLocale(locale) {
    const language = String(locale).toLowerCase().startsWith('ru') ? 'ru' : 'en';
    texts = TEXTS[language];
    document.documentElement.lang = language;
    document.title = texts.title;
    element('legend').textContent = texts.rating;
    element('save').textContent = texts.save;
  }

  function useTheme(theme) {
    document.documentElement.style.colorScheme = theme === 'dark' || theme === 'light' ? theme : 'light dark';
  }

  function say(text, bad) {
    element('status').textContent = text;
    element('status').classList.toggle('bad', bad === true);
  }

  function chosen() {
    const input = document.querySelector('#choices input:checked');
    return input === null ? '' : input.value;
  }

  /** The choices come from the field itself; "-None-" stands for an empty value. */
  function showChoices(field, current) {
    const choices = new Map([['', texts.none]]);
    for (const option of (field && field.pick_list_values) || []) {
      if (option.actual_value !== '-None-') {
        choices.set(option.actual_value, option.display_value);
      }
    }
    if (!choices.has(current)) {
      choices.set(current, current);
    }
    element('choices').replaceChildren(
      ...Array.from(choices, ([value, text]) => {
        const label = document.createElement('label');
        const input = document.createElement('input');
        input.type = 'radio';
        input.name = 'rating';
        input.value = value;
        input.checked = value === current;
        label.append(input, text);
        return label;
      }),
    );
    element('rating').disabled = false;
  }

  function showLead(lead) {
    const name = lead.Full_Name || [lead.First_Name, lead.Last_Name].filter(Boolean).join(' ');
    element('name').textContent = name || texts.unnamed;
    element('company').textContent = lead.Company || texts.noCompany;
    element('avatar').textContent = name
      .split(/\s+/)
      .slice(0, 2)
      .map((word) => Array.from(word)[0] || '')
      .join('')
      .toUpperCase();
  }

  async function fit() {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    try {
      await Atelier.resize({ height: String(height) });
    } catch {
      // A place of fixed size refuses; the page scrolls there.
    }
  }

  async function load(page) {
    const ids = page.EntityId === undefined ? [] : [].concat(page.EntityId);
    if (page.Entity !== 'Leads' || ids.length === 0) {
      say(texts.noLead);
      element('card').setAttribute('aria-busy', 'false');
      return;
    }
    try {
      const [lead, fields] = await Promise.all([Atelier.records.get('Leads', ids[0]), Atelier.fields('Leads')]);
      if (lead === null) {
        say(texts.missing, true);
        return;
      }
      leadId = ids[0];
      saved = lead.Rating || '';
      showLead(lead);
      showChoices(fields.find((field) => field.api_name === 'Rating'), saved);
    } catch (problem) {
      say(texts.unreadable + problem.message, true);
    } finally {
      element('card').setAttribute('aria-busy', 'false');
      fit();
    }
  }

  async function save(event) {
    event.preventDefault();
    const rating = chosen();
    element('save').disabled = true;
    say(texts.saving);
    try {
      await Atelier.records.update('Leads', leadId, { Rating: rating || null });
      saved = rating;
      say(texts.saved);
    } catch (problem) {
      say(texts.failed + problem.message, true);
    }
    element('save').disabled = chosen() === saved;
  }

  useLocale(new URLSearchParams(location.search).get('locale') || 'en');
  element('form').addEventListener('submit', save);
  element('choices').addEventListener('change', () => {
    element('save').disabled = chosen() === saved;
    say('');
  });
  Atelier.on('ThemeChange', (data) => useTheme(data.theme));
  Atelier.on('PageLoad', load);
  Atelier.init().then(
    (context) => {
      useLocale(context.locale);
      useTheme(context.theme);
    },
    (problem) => say(problem.message, true),
  );
})();
