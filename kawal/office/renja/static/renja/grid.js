/* The grid of a Renja: keyboard, paste from Excel, fill down, undo. What is typed is checked by the
   server as it is typed, kept on this machine until the server has it, and saved whole or not at all.
   Without this the page is a table whose lines are opened one by one. */
(() => {
  const table = document.getElementById('kisi')
  if (!table || !table.dataset.simpan) return
  const place = `kawal-kisi ${table.dataset.siapa} ${table.dataset.rencana}`
  const state = document.getElementById('keadaan-kisi')
  const saver = document.getElementById('simpan-kisi')
  const token = document.querySelector('[name=csrfmiddlewaretoken]').value
  const words = state.dataset
  const rows = [...table.tBodies[0].rows]
  const cells = new Map()
  const seen = new Map() // what the server last said stands there
  const typed = new Map() // what is typed and not saved
  const clashes = new Map() // what somebody else wrote meanwhile; nothing is saved until one chooses
  const past = []
  const future = []
  let editor = null
  let from = null // where a selection began
  let at = null // the cell in hand

  rows.forEach((row, y) => [...row.cells].forEach((cell, x) => {
    if (!cell.dataset.sel) return
    cell.place = [y, x]
    cells.set(cell.dataset.sel, cell)
    seen.set(cell.dataset.sel, cell.textContent)
  }))
  const cellAt = (y, x) => {
    const cell = rows[y] && rows[y].cells[x]
    return cell && cell.dataset.sel ? cell : null
  }
  const isLocked = (y, x) => Boolean(rows[y] && rows[y].cells[x] && rows[y].cells[x].dataset.sebab)
  const textOf = (cell) => typed.get(cell.dataset.sel) ?? seen.get(cell.dataset.sel)
  const isLine = (y) => rows[y].classList.contains('l3')

  /* ---- what is typed ---- */
  const show = (cell) => {
    const text = textOf(cell)
    cell.textContent = text
    cell.classList.toggle('kurang', text === '')
    cell.classList.toggle('beda', typed.has(cell.dataset.sel))
  }
  const put = (cell, text) => {
    const name = cell.dataset.sel
    if (text === seen.get(name)) typed.delete(name)
    else typed.set(name, text)
    fresh.add(cell.parentElement.dataset.baris)
    unmark(cell)
    show(cell)
  }
  const change = (steps) => { // steps: pairs of a cell and its new text, as one act
    const act = steps.filter(([cell, text]) => text !== textOf(cell))
      .map(([cell, text]) => ({ cell, before: textOf(cell), after: text }))
    if (!act.length) return
    past.push(act)
    future.length = 0
    act.forEach(({ cell, after }) => put(cell, after))
    touched()
  }
  const again = (one, other, which) => {
    const act = one.pop()
    if (!act) return
    other.push(act)
    act.forEach((step) => put(step.cell, step[which]))
    go(act[0].cell)
    touched()
  }
  const touched = () => {
    keep()
    tell()
    later()
  }
  const tell = (text = '') => {
    saver.disabled = !typed.size
    state.textContent = text || (typed.size ? `${typed.size} ${words.belum}` : '')
  }

  /* ---- kept on this machine ---- */
  const keep = () => {
    try {
      const held = [...typed].map(([name, text]) => [name, text, seen.get(name)])
      if (held.length) localStorage.setItem(place, JSON.stringify(held))
      else localStorage.removeItem(place)
    } catch { tell(words.penuh) }
  }
  const offer = document.getElementById('kisi-laptop')
  const held = (() => {
    try { return JSON.parse(localStorage.getItem(place)) || [] } catch { return [] }
  })().filter(([name, text]) => cells.has(name) && text !== seen.get(name))
  if (held.length) {
    offer.hidden = false
    offer.querySelector('[data-pakai]').addEventListener('click', () => {
      offer.hidden = true
      held.forEach(([name, , was]) => seen.set(name, was))
      change(held.map(([name, text]) => [cells.get(name), text]))
      go(cells.get(held[0][0]))
    })
    offer.querySelector('[data-buang]').addEventListener('click', () => {
      offer.hidden = true
      localStorage.removeItem(place)
    })
  }

  /* ---- the server ---- */
  const send = async (address, about = new Set()) => {
    const body = new FormData()
    about.forEach((row) => body.append('baris', row))
    body.append('csrfmiddlewaretoken', token)
    for (const [name, text] of typed) {
      body.append('sel', name)
      body.append('isi', text)
      body.append('semula', seen.get(name))
    }
    const answer = await fetch(address, { method: 'POST', body, credentials: 'same-origin' })
    return [answer.status, await answer.json()]
  }
  /* ---- what is wrong, all of it in one list: each reason beside the way to its cell ---- */
  const list = document.getElementById('salah-kisi')
  const headOf = (cell) => table.tHead.rows[0].cells[cell.cellIndex].textContent
  const codeOf = (cell) => cell.parentElement.cells[0].textContent
  let drawn = 0
  const listed = () => {
    cancelAnimationFrame(drawn)
    drawn = requestAnimationFrame(() => {
      const wrong = [...cells.values()].filter((cell) => cell.hasAttribute('aria-invalid'))
      list.hidden = !wrong.length
      list.querySelector('[data-jumlah]').textContent = wrong.length
      list.querySelector('ul').replaceChildren(...wrong.map((cell) => {
        const item = document.createElement('li')
        const way = document.createElement('a')
        cell.id = `sel-${cell.dataset.sel}`
        way.href = `#${cell.id}`
        way.textContent = `${codeOf(cell)}, ${headOf(cell)}`
        way.addEventListener('click', (event) => {
          event.preventDefault()
          go(cell)
        })
        const why = document.createElement('span')
        why.textContent = cell.title
        item.append(way, why)
        return item
      }))
    })
  }
  const unmark = (cell) => {
    if (cell.hasAttribute('aria-invalid')) listed()
    cell.classList.remove('salah', 'bentrok')
    cell.removeAttribute('aria-invalid')
    cell.removeAttribute('title')
  }
  const mark = (name, kind, text) => {
    const cell = cells.get(name)
    if (!cell) return
    cell.classList.add(kind)
    cell.setAttribute('aria-invalid', 'true')
    cell.title = text
    listed()
  }
  const parts = (told) => {
    if (told.tepi) {
      rows.filter((row) => row.dataset.baris in told.tepi).forEach((row) => {
        const margin = row.lastElementChild
        const html = told.tepi[row.dataset.baris]
        if (margin.innerHTML.trim() !== html) margin.innerHTML = html
      })
    }
    if (told.jumlah) document.getElementById('jumlah-kisi').innerHTML = told.jumlah
    if (told.temuan) document.getElementById('temuan-kisi').innerHTML = told.temuan
    for (const [name, text] of Object.entries(told.salah || {})) mark(name, 'salah', text)
    for (const [name, other] of Object.entries(told.bentrok || {})) {
      clashes.set(name, other.isi)
      mark(name, 'bentrok', `${words.bentrok} ${other.siapa}. ${words.mereka}: “${other.isi}”. ${words.pilih}`)
    }
    const wrong = { ...told.salah, ...told.bentrok }
    const first = [...cells.keys()].find((name) => name in wrong)
    if (first && told.kabar && !editor) go(cells.get(first))
    else if (at && wrong[at.dataset.sel]) explain(at)
  }
  const settle = (cell, mine) => { // a clash is settled by who sees both
    const name = cell.dataset.sel
    if (!clashes.has(name)) return
    seen.set(name, clashes.get(name))
    clashes.delete(name)
    if (!mine) typed.delete(name)
    else if (typed.get(name) === seen.get(name)) typed.delete(name)
    unmark(cell)
    show(cell)
    touched()
  }
  let timer = null
  let asked = 0
  const fresh = new Set() // rows typed into since they were last checked
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(async () => {
      const mine = ++asked
      try {
        const [status, told] = await send(table.dataset.periksa, fresh)
        if (mine !== asked || status !== 200) return
        fresh.clear()
        parts(told)
      } catch { tell(words.putus) }
    }, 400)
  }
  const save = async () => {
    close(true)
    if (!typed.size) return
    if (clashes.size) return go(cells.get(clashes.keys().next().value))
    clearTimeout(timer)
    asked += 1
    saver.disabled = true
    const sent = new Map(typed)
    try {
      const [status, told] = await send(table.dataset.simpan)
      if (status === 200) {
        for (const [name, text] of Object.entries(told.isi)) {
          seen.set(name, text)
          if (typed.get(name) === sent.get(name)) typed.delete(name)
        }
        for (const name of sent.keys()) {
          if (!(name in told.isi) && typed.get(name) === sent.get(name)) typed.delete(name)
          show(cells.get(name))
        }
        past.length = future.length = 0
        keep()
      }
      tell(told.kabar)
      parts(told)
    } catch { tell(words.putus) }
    saver.disabled = !typed.size
  }
  saver.addEventListener('click', save)

  /* ---- moving about ---- */
  const explain = (cell) => { if (cell.title) tell(cell.title) }
  const go = (cell, extend = false) => {
    if (!cell) return
    if (at) at.tabIndex = -1
    at = cell
    if (!extend) from = cell
    at.tabIndex = 0
    at.focus({ preventScroll: false })
    at.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    paint()
    explain(at)
  }
  const spread = (act) => { // over all that is selected, what can be typed into and what cannot
    const [[y1, x1], [y2, x2]] = [from.place, at.place]
    for (let y = Math.min(y1, y2); y <= Math.max(y1, y2); y += 1) {
      for (let x = Math.min(x1, x2); x <= Math.max(x1, x2); x += 1) act(y, x)
    }
  }
  const range = () => {
    const found = new Map()
    spread((y, x) => found.set(y, [...(found.get(y) || []), cellAt(y, x)]))
    return [...found.values()].filter((row) => row.some(Boolean))
  }
  const paint = () => {
    table.querySelectorAll('.terpilih').forEach((cell) => cell.classList.remove('terpilih'))
    if (from !== at) range().flat().forEach((cell) => cell && cell.classList.add('terpilih'))
    table.querySelectorAll('tr.aktif').forEach((row) => row.classList.remove('aktif'))
    at.parentElement.classList.add('aktif')
  }
  const step = (dy, dx, extend) => {
    let [y, x] = at.place
    for (;;) {
      y += dy
      x += dx
      if (!rows[y] || x < 1 || x >= rows[y].cells.length - 1) return
      if (cellAt(y, x)) return go(cellAt(y, x), extend)
    }
  }
  const next = (test) => {
    const all = [...cells.values()]
    const here = at ? all.indexOf(at) : -1
    go([...all.slice(here + 1), ...all.slice(0, here + 1)].find(test))
  }

  /* ---- typing into one cell ---- */
  const open = (text) => {
    editor = document.createElement('textarea')
    editor.value = text ?? textOf(at)
    editor.setAttribute('aria-label', `${headOf(at)}, ${codeOf(at)}`)
    if (at.title) editor.setAttribute('aria-description', at.title)
    at.textContent = ''
    at.append(editor)
    at.classList.add('terbuka')
    editor.focus()
    editor.setSelectionRange(editor.value.length, editor.value.length)
    editor.addEventListener('blur', () => close(!clashes.has(at.dataset.sel))) // a click settles no clash
  }
  const close = (keeping) => {
    if (!editor) return
    const [cell, text] = [editor.parentElement, editor.value]
    editor = null
    cell.classList.remove('terbuka')
    show(cell)
    if (!keeping) return
    if (clashes.has(cell.dataset.sel)) {
      typed.set(cell.dataset.sel, text)
      settle(cell, true)
    } else change([[cell, text]])
  }

  /* ---- from and to Excel ---- */
  const read = (text) => { // tabs and lines; what is quoted may hold both
    const found = [['']]
    let quoted = false
    for (let i = 0; i < text.length; i += 1) {
      const row = found[found.length - 1]
      const sign = text[i]
      if (quoted && sign === '"' && text[i + 1] === '"') { row[row.length - 1] += '"'; i += 1 }
      else if (sign === '"' && (quoted || row[row.length - 1] === '')) quoted = !quoted
      else if (!quoted && sign === '\t') row.push('')
      else if (!quoted && sign === '\n') found.push([''])
      else if (sign !== '\r') row[row.length - 1] += sign
    }
    if (found.length > 1 && found[found.length - 1].join('') === '') found.pop()
    return found
  }
  const paste = (text) => {
    const block = read(text)
    const [y0, x0] = at.place
    const lines = isLine(y0)
    const steps = []
    let y = y0
    let outside = false
    const locked = [] // cells of the grid into which nothing can be typed: each says why
    if (block.length === 1 && block[0].length === 1 && from !== at) {
      spread((y, x) => {
        if (cellAt(y, x)) steps.push([cellAt(y, x), block[0][0]])
        else if (isLocked(y, x)) locked.push(rows[y].cells[x])
      })
    } else {
      for (const row of block) {
        while (rows[y] && lines && !isLine(y)) y += 1
        if (!rows[y]) { outside = true; break }
        row.forEach((each, dx) => {
          const cell = cellAt(y, x0 + dx)
          if (cell) steps.push([cell, each.trim()])
          else if (!each.trim()) return
          else if (isLocked(y, x0 + dx)) locked.push(rows[y].cells[x0 + dx])
          else outside = true
        })
        y += 1
      }
    }
    change(steps)
    const told = outside ? [words.sempit] : []
    if (locked.length) {
      const [first] = locked
      told.push(`${locked.length} ${words.tertolak}. ${codeOf(first)}, ${headOf(first)}: ${first.dataset.sebab}`)
    }
    if (told.length) tell(told.join(' '))
  }
  table.addEventListener('paste', (event) => {
    if (editor || !at) return
    event.preventDefault()
    paste(event.clipboardData.getData('text/plain'))
  })
  table.addEventListener('copy', (event) => {
    if (editor || !at) return
    event.preventDefault()
    const quote = (text) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    const block = range().map((row) => row.map((cell) => (cell ? quote(textOf(cell)) : '')).join('\t'))
    event.clipboardData.setData('text/plain', block.join('\n'))
  })
  const down = () => {
    const block = range()
    if (block.length > 1) {
      const [top, ...rest] = block
      change(rest.flatMap((row) => row.map((cell, x) => [cell, top[x]])
        .filter(([cell, above]) => cell && above).map(([cell, above]) => [cell, textOf(above)])))
      return
    }
    const [y, x] = at.place
    for (let above = y - 1; above >= 0; above -= 1) {
      const cell = cellAt(above, x)
      if (cell && isLine(above) === isLine(y)) return change([[at, textOf(cell)]])
    }
  }

  /* ---- keys and the pointer ---- */
  const moves = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
  }
  table.addEventListener('keydown', (event) => {
    if (!at) return
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event
    const control = ctrlKey || metaKey
    if (editor) {
      if (key === 'Escape') close(false)
      else if (key === 'Enter' && !altKey && !shiftKey) { close(true); step(1, 0) }
      else if (key === 'Tab') { close(true); step(0, shiftKey ? -1 : 1) }
      else if (control && key.toLowerCase() === 's') save()
      else return
      if (!editor && key === 'Escape') at.focus()
      event.preventDefault()
      return
    }
    if (moves[key] && !control) step(...moves[key], shiftKey)
    else if (key === 'Tab') {
      const before = at
      step(0, shiftKey ? -1 : 1)
      if (before === at) return // at the edge Tab leaves the grid
    } else if (key === 'Enter' || key === 'F2') open()
    else if (key === 'Delete' && clashes.has(at.dataset.sel)) settle(at, false)
    else if (key === 'Delete' || key === 'Backspace') {
      change(range().flat().filter(Boolean).map((cell) => [cell, '']))
    } else if (key === 'F8') next((cell) => cell.hasAttribute('aria-invalid'))
    else if (key === 'Home') go([...at.parentElement.cells].find((cell) => cell.dataset.sel))
    else if (control && key.toLowerCase() === 'd') down()
    else if (control && key.toLowerCase() === 'z') again(past, future, 'before')
    else if (control && key.toLowerCase() === 'y') again(future, past, 'after')
    else if (control && key.toLowerCase() === 's') save()
    else if (key.length === 1 && !control && !altKey) open(key)
    else return
    event.preventDefault()
  })
  table.addEventListener('mousedown', (event) => {
    const locked = event.target.closest('td[data-sebab]')
    if (locked) tell(`${codeOf(locked)}, ${headOf(locked)}: ${locked.dataset.sebab}`)
    const cell = event.target.closest('td[data-sel]')
    if (!cell || event.target === editor) return
    event.preventDefault()
    close(true)
    go(cell, event.shiftKey && at !== null)
  })
  table.addEventListener('dblclick', (event) => {
    if (!editor && event.target.closest('td[data-sel]') === at) open()
  })
  const first = cells.values().next().value
  if (first) {
    first.tabIndex = 0
    table.addEventListener('focusin', (event) => {
      const cell = event.target.closest('td[data-sel]')
      if (cell && cell !== at && !editor) go(cell)
    })
  }
  window.addEventListener('beforeunload', (event) => { if (typed.size) event.preventDefault() })
})()
