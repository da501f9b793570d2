/* Says on the page that a passkey could not be read; allauth would only tell the console. */
document.addEventListener('allauth.error', (event) => {
  event.preventDefault()
  document.getElementById('kunci-gagal').hidden = false
})
