// Makes the test numbers fill the form without a round trip. The page works without this file.
const field = (id) => document.getElementById(id);

function fill(number) {
  const card = /^\d+$/.test(number);
  const radio = field(card ? 'method-card' : 'method-sepa_debit');
  if (radio) radio.checked = true;
  const target = field(card ? 'card_number' : 'iban');
  if (!target) return;
  target.value = number.replace(/(.{4})(?=.)/g, '$1 ');
  if (card) {
    field('card_expiry').value = '12/34';
    field('card_cvc').value = number.length === 15 ? '1234' : '123';
  } else if (field('account_name').value === '') {
    field('account_name').value = 'Jenny Rosen';
  }
  target.focus();
  target.scrollIntoView({ block: 'center' });
}

for (const button of document.querySelectorAll('button[name="fill"]')) {
  button.addEventListener('click', (event) => {
    event.preventDefault();
    fill(button.value);
  });
}

// One press pays once: the page that is left must not send the form a second time.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = 'yes';
  });
}
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form')) delete form.dataset.sent;
});
