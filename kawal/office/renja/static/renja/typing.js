/* Keeps what is typed on this machine until the server has it, and offers it again after a crash.
   The page works without this: what is typed then is safe once it is saved. */
(() => {
  const form = document.querySelector('form[data-baris]')
  if (!form) return
  const place = `kawal-renja ${form.dataset.siapa} ${form.dataset.baris}`
  const sent = `${place} dikirim`
  const state = document.getElementById('keadaan-simpan')
  const say = (text) => { document.getElementById('isi-keadaan').textContent = text }
  const offer = document.getElementById('isian-laptop')
  const words = state.dataset

  const read = (store, key) => {
    try { return JSON.parse(store.getItem(key)) || {} } catch { return {} }
  }
  const write = (store, key, held) => {
    try {
      if (Object.keys(held).length) store.setItem(key, JSON.stringify(held))
      else store.removeItem(key)
    } catch { say(words.penuh) }
  }
  const seen = (name) => form.elements.namedItem(`${name}-semula`)
  const field = (name) => form.elements.namedItem(name)

  /* What the server has acknowledged since is no longer kept here. */
  const held = read(localStorage, place)
  if (form.dataset.tersimpan) {
    for (const [name, text] of Object.entries(read(sessionStorage, sent))) {
      if (held[name] && held[name].text === text) delete held[name]
    }
  }
  write(sessionStorage, sent, {})
  for (const name of Object.keys(held)) {
    if (field(name) && held[name].text === seen(name).value) delete held[name]
  }
  write(localStorage, place, held)

  const left = Object.keys(held).filter((name) => field(name) && held[name].text !== field(name).value)
  if (left.length) {
    offer.hidden = false
    offer.querySelector('[data-pakai]').addEventListener('click', () => {
      for (const name of left) {
        field(name).value = held[name].text
        seen(name).value = held[name].seen
      }
      offer.hidden = true
      field(left[0]).focus()
    })
    offer.querySelector('[data-buang]').addEventListener('click', () => {
      const now = read(localStorage, place)
      for (const name of left) delete now[name]
      write(localStorage, place, now)
      offer.hidden = true
    })
  }

  form.addEventListener('input', ({ target }) => {
    if (!target.name || !seen(target.name)) return
    const now = read(localStorage, place)
    now[target.name] = { text: target.value, seen: seen(target.name).value }
    write(localStorage, place, now)
    say(words.laptop)
    const touched = field('isian')
    if (!touched.value.split(' ').includes(target.name)) touched.value += ` ${target.name}`
  })

  /* The server's answer stands in the page by itself; only its silence is told here. One that comes
     from elsewhere is the door: the session has ended. */
  form.addEventListener('htmx:sendError', () => say(words.putus))
  form.addEventListener('htmx:timeout', () => say(words.putus))
  form.addEventListener('htmx:afterRequest', ({ detail }) => {
    const { xhr, pathInfo } = detail
    if (!xhr.status) return
    const answered = new URL(xhr.responseURL, location.href).pathname
    if (!detail.successful || answered !== pathInfo.requestPath) say(words.ditolak)
  })

  form.addEventListener('submit', () => {
    const now = read(localStorage, place)
    write(sessionStorage, sent, Object.fromEntries(
      Object.keys(now).filter(field).map((name) => [name, field(name).value])))
  })
})()
