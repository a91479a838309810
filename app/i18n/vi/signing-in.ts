export default {
  strength: {
    fair: 'Dùng được. Thêm một, hai từ nữa thì khó đoán hơn.',
    good: 'Khá khó đoán.',
    strong: 'Rất khó đoán.',
  },
  proof: {
    title: 'Xin xác minh lại',
    asked:
      'Việc này không thể hoàn tác, nên chúng tôi cần biết chắc là Ông/Bà. Nội dung Ông/Bà vừa gửi còn nguyên ở đây và chưa được thực hiện.',
    notKept:
      'Việc này không thể hoàn tác, nên cần xác minh lại. Nội dung vừa gửi không giữ được; hãy quay lại trang trước và gửi lại.',
    password: 'Mật khẩu của Ông/Bà',
    submit: 'Xác nhận và tiếp tục',
    lasts: 'Sau khi xác minh, trong 10 phút Ông/Bà không bị hỏi lại.',
    wrong: 'Mật khẩu không đúng. Việc chưa được thực hiện; hãy nhập lại.',
    none: 'Hãy nhập mật khẩu để tiếp tục.',
  },
} as const
