// What is given is the thing itself, or the address of it.
export const load = given => typeof given !== "string" ? Promise.resolve(given)
  : fetch(given).then(answer => { if (!answer.ok) throw Error(answer.status); return answer.json(); });
