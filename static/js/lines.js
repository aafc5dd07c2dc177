// form[data-lines]: lines of a deal or a quote. Adds, removes, reorders, proposes the product's prices, and sums
// while typing, exactly as the server will: whole minor units (BigInt), each line rounded half up once.
(function () {
  const lang = document.documentElement.lang || "en";
  const french = lang.startsWith("fr");
  const field = (line, name) => line.querySelector(`[name$="-${name}"]`);
  const rows = (form) => [...form.querySelector("[data-line-rows]").querySelectorAll("[data-line]")];

  /** What a person typed as [digits, decimals] of an exact number, null when it is none. Mirrors crm.forms.fields.read_amount. */
  function read(text) {
    let bare = (text || "").replace(/[\s\u00a0\u202f'’€$£%]/g, "").replace("−", "-");
    if (bare.includes(",") && bare.includes(".")) {
      const group = bare.lastIndexOf(",") > bare.lastIndexOf(".") ? "." : ",";
      bare = bare.replaceAll(group, "").replace(",", ".");
    } else {
      const sign = bare.includes(",") ? "," : ".";
      const own = sign === (french ? "," : ".");
      const parts = bare.split(sign);
      bare = parts.length > 2 || (parts.length === 2 && !own && parts[1].length === 3) ? parts.join("") : parts.join(".");
    }
    if (!/^\d{1,15}(\.\d{0,6})?$/.test(bare)) return null;
    const [whole, rest] = bare.split(".");
    return [BigInt(whole + (rest || "")), (rest || "").length];
  }

  const tens = (n) => 10n ** BigInt(n);
  const halfUp = (up, down) => (2n * up + down) / (2n * down);

  /** The number in units of 10^-places, null when it does not fit. */
  function scaled(text, places) {
    const found = read(text);
    if (!found || found[1] > places) return null;
    return found[0] * tens(places - found[1]);
  }

  function digits(form) {
    return JSON.parse(form.dataset.digits || "{}")[currency(form)] ?? 2;
  }

  const currency = (form) => (form.querySelector('[name="currency"]') || { value: form.dataset.currency }).value;

  function written(form, minor) {
    const places = digits(form);
    const value = Number(minor) / 10 ** places;
    const least = minor % tens(places) === 0n ? 0 : places;
    return new Intl.NumberFormat(lang, { style: "currency", currency: currency(form), currencyDisplay: "narrowSymbol", minimumFractionDigits: least, maximumFractionDigits: places }).format(value).replace("-", "−");
  }

  /** {net, before, cost} of one line in minor units; null when it is empty or cannot be read. */
  function worth(form, line) {
    const price = scaled(field(line, "unit_price").value, digits(form));
    const quantity = field(line, "quantity").value.trim() ? scaled(field(line, "quantity").value, 3) : 1000n;
    const off = field(line, "discount").value.trim() ? scaled(field(line, "discount").value, 2) : 0n;
    if (price === null || quantity === null || off === null || off > 10000n) return null;
    const unit = field(line, "unit_cost") ? scaled(field(line, "unit_cost").value, digits(form)) : null;
    return {
      net: halfUp(quantity * price * (10000n - off), 10000000n),
      before: halfUp(quantity * price, 1000n),
      cost: unit === null ? null : halfUp(quantity * unit, 1000n),
    };
  }

  function put(form, name, text) {
    const place = form.querySelector(`[data-sum="${name}"]`);
    if (place) place.textContent = text || "–";
  }

  function sum(form) {
    const found = rows(form).map((line) => {
      const value = worth(form, line);
      line.querySelector("[data-line-total]").textContent = value ? written(form, value.net) : "";
      return value;
    }).filter(Boolean);
    const add = (name) => found.reduce((total, line) => total + line[name], 0n);
    const known = found.length > 0 && found.every((line) => line.cost !== null);
    const net = add("net");
    const margin = known ? net - add("cost") : null;
    put(form, "net", found.length ? written(form, net) : "");
    put(form, "discount", add("before") > net ? written(form, net - add("before")) : "");
    put(form, "cost", known ? written(form, add("cost")) : "");
    put(form, "margin", known ? written(form, margin) : "");
    put(form, "rate", known && net ? new Intl.NumberFormat(lang, { style: "percent" }).format(Number(margin) / Number(net)).replace("-", "−") : "");
    const amount = form.querySelector('[name="amount"]');
    if (amount) amount.readOnly = found.length > 0;
    if (amount && found.length) amount.value = plain(form, net);
  }

  /** Minor units as they are typed: 1234,56 in French. */
  function plain(form, minor) {
    const places = digits(form);
    const text = minor.toString().padStart(places + 1, "0");
    const rest = places ? text.slice(-places) : "";
    const whole = places ? text.slice(0, -places) : text;
    return /[1-9]/.test(rest) ? whole + (french ? "," : ".") + rest : whole;
  }

  function number(form) {
    const name = form.querySelector("[data-line-name]").dataset.lineName;
    const all = rows(form);
    all.forEach((line, place) => {
      field(line, "ORDER").value = place + 1;
      line.querySelector("legend").textContent = name.replace("{n}", place + 1);
      line.querySelector("[data-line-up]").disabled = place === 0;
      line.querySelector("[data-line-down]").disabled = place === all.length - 1;
    });
  }

  /** Prices of the chosen product, where nothing was typed or the last proposal still stands. */
  function propose(form, select) {
    const line = select.closest("[data-line]");
    const facts = select.selectedOptions[0].dataset;
    const same = facts.currency === currency(form);
    const proposed = { unit_price: same ? facts.price : "", unit_cost: same ? facts.cost : "", vat_rate: facts.vat };
    Object.entries(proposed).forEach(([name, value]) => {
      const input = field(line, name);
      if (!input || (input.value && input.value !== input.dataset.proposed)) return;
      input.value = input.dataset.proposed = value || "";
    });
  }

  function add(form) {
    const total = form.querySelector('[name$="-TOTAL_FORMS"]');
    const html = form.querySelector("[data-line-blank]").innerHTML.replaceAll("__prefix__", total.value);
    const piece = document.createRange().createContextualFragment(html);
    form.querySelector("[data-line-rows]").append(piece);
    total.value = Number(total.value) + 1;
    show(form);
    field(rows(form).at(-1), "product").focus();
  }

  function show(form) {
    rows(form).forEach((line) => { line.querySelector(".line-tools").hidden = false; });
    number(form);
    sum(form);
  }

  function press(form, button) {
    const line = button.closest("[data-line]");
    if (button.matches("[data-line-add]")) { add(form); return; }
    if (button.matches("[data-line-up]")) line.previousElementSibling.before(line);
    if (button.matches("[data-line-down]")) line.nextElementSibling.after(line);
    if (button.matches("[data-line-remove]")) {
      (line.nextElementSibling || line.previousElementSibling || form.querySelector("[data-line-add]")).querySelector?.("select")?.focus();
      line.remove();
      if (!rows(form).length) add(form);
    } else button.focus();
    show(form);
  }

  const empty = (line) => ["product", "label", "unit_price"].every((name) => !field(line, name).value);

  function wire(form) {
    if (form.dataset.wired) return;
    form.dataset.wired = "yes";
    form.classList.add("is-live");
    rows(form).slice(1).filter((line) => empty(line) && !line.querySelector(".error")).forEach((line) => line.remove());
    form.querySelector("[data-line-add]").hidden = false;
    form.addEventListener("input", () => sum(form));
    form.addEventListener("change", (event) => {
      if (event.target.matches('[name$="-product"]')) propose(form, event.target);
      sum(form);
    });
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-line-add], [data-line-up], [data-line-down], [data-line-remove]");
      if (button) press(form, button);
    });
    show(form);
  }

  document.addEventListener("boussole:fresh", () => document.querySelectorAll("form[data-lines]").forEach(wire));
})();
