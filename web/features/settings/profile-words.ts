import { defineWords } from '#web/lib/words.tsx';

export const profileWords = defineWords(
  {
    chooseFile: 'Choose file',
    uploadPicture: 'Upload Picture',
    removePicture: 'Remove picture',
    pictureUploaded: 'Picture saved',
    pictureRemoved: 'Picture removed',
    currentPicture: 'Your picture',
    noPicture: 'No picture yet: your initials are shown.',
    cropArea: 'Square to keep. Drag it, or use the arrow keys.',
    zoom: 'Zoom',
    noPreview: (name: string) =>
      `This browser cannot show ${name}. It is uploaded whole, and its middle becomes the square.`,
    uploading: (percent: string) => `Uploading, ${percent}`,
    processing: 'Uploaded. The picture is being prepared.',

    checking: 'Checking…',
    free: (username: string) => `${username} is free.`,
    consequencesTitle: 'What changes when you save',
    consequenceSignIn: (username: string) => `You sign in as ${username}, and the API shows it as your username.`,
    consequenceOld: (old: string) => `${old} keeps working for sign-in and API calls for 30 days.`,
    consequenceHeld: (old: string) => `Nobody else can take ${old} for 90 days.`,
    formerTitle: 'Earlier usernames that still work',
    formerUntil: (username: string, day: string) => `${username}, until ${day}`,

    searchZone: 'Type a city',
    noZone: 'No time zone has that name.',
    timeThere: (time: string) => `It is ${time} there now.`,
    takeBrowserZone: (zone: string) => `Use ${zone}, like this device`,

    system: 'Like the device',
    light: 'Light',
    dark: 'Dark',
  },
  {
    chooseFile: 'Elegir archivo',
    uploadPicture: 'Subir foto',
    removePicture: 'Quitar foto',
    pictureUploaded: 'Foto guardada',
    pictureRemoved: 'Foto quitada',
    currentPicture: 'Tu foto',
    noPicture: 'Aún no hay foto: se muestran tus iniciales.',
    cropArea: 'Cuadrado que se conserva. Arrástralo o usa las flechas del teclado.',
    zoom: 'Acercar',
    noPreview: (name: string) =>
      `Este navegador no puede mostrar ${name}. Se sube entera y su centro será el cuadrado.`,
    uploading: (percent: string) => `Subiendo, ${percent}`,
    processing: 'Subida. La foto se está preparando.',

    checking: 'Comprobando…',
    free: (username: string) => `${username} está libre.`,
    consequencesTitle: 'Qué cambia al guardar',
    consequenceSignIn: (username: string) =>
      `Inicias sesión como ${username}, y la API lo muestra como tu nombre de usuario.`,
    consequenceOld: (old: string) => `${old} sigue sirviendo para iniciar sesión y para la API durante 30 días.`,
    consequenceHeld: (old: string) => `Nadie más puede tomar ${old} durante 90 días.`,
    formerTitle: 'Nombres anteriores que aún sirven',
    formerUntil: (username: string, day: string) => `${username}, hasta el ${day}`,

    searchZone: 'Escribe una ciudad',
    noZone: 'Ninguna zona horaria se llama así.',
    timeThere: (time: string) => `Hora allí: ${time}`,
    takeBrowserZone: (zone: string) => `Usar ${zone}, como este dispositivo`,

    system: 'Como el dispositivo',
    light: 'Clara',
    dark: 'Oscura',
  },
);
